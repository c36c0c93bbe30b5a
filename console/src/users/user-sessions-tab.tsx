import type { Answer } from '@gatehouse/api-client'
import { ConfirmDialog, ListTable, ReasonedButton, Section, TimeAgo, type Column } from '@gatehouse/ui'
import { useDisclosure } from '@mantine/hooks'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import { browserName } from '../shell/browser-name.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useParam } from '../shell/use-params.ts'
import { texts } from './texts.ts'
import { loadUser, UserFrame } from './user-frame.tsx'

type Session = Answer<'GetUserSessions'>['sessions'][number]
type Grant = Answer<'getUserGrants'>['grants'][number]

const CHANGED = ['GetUserSessions', 'getUserGrants'] as const

const SESSION_COLUMNS: readonly Column<Session>[] = [
  {
    name: texts.sessionColumns.browser,
    show: ({ last_user_agent }) => (
      <span title={last_user_agent}>{browserName(last_user_agent) ?? texts.unknownBrowser}</span>
    ),
  },
  { name: texts.sessionColumns.place, show: ({ last_ip_address }) => <code>{last_ip_address}</code> },
  { name: texts.sessionColumns.started, isExtra: true, show: ({ started_on }) => <TimeAgo at={started_on} /> },
  { name: texts.sessionColumns.used, show: ({ updated_on }) => <TimeAgo at={updated_on} /> },
]

const GRANT_COLUMNS: readonly Column<Grant>[] = [
  { name: texts.grantColumns.application, show: ({ client_name }) => client_name },
  { name: texts.grantColumns.scopes, isExtra: true, show: ({ scopes }) => scopes.join(' ') },
  { name: texts.grantColumns.since, show: ({ created_on }) => <TimeAgo at={created_on} /> },
]

function UserSessionsPage() {
  const id = useParam('user')
  const { sessions } = useAnswer('GetUserSessions', { user_id: id })
  const { grants } = useAnswer('getUserGrants', { user_id: id })
  return (
    <UserFrame open="sessions" actions={<EndAll userId={id} sessions={sessions.length} grants={grants.length} />}>
      <Section title={texts.sessionsTitle} reason={texts.sessionsReason}>
        <ListTable
          label={texts.sessionsTitle}
          columns={SESSION_COLUMNS}
          rows={sessions}
          keyOf={({ session_id }) => session_id}
          menuOf={({ session_id }) => <EndSession userId={id} sessionId={session_id} />}
          empty={<p className="quiet">{texts.noSessions}</p>}
        />
      </Section>
      <Section title={texts.grantsTitle} reason={texts.grantsReason}>
        <ListTable
          label={texts.grantsTitle}
          columns={GRANT_COLUMNS}
          rows={grants}
          keyOf={(grant) => grant.id}
          menuOf={(grant) => <EndGrant userId={id} grantId={grant.id} />}
          empty={<p className="quiet">{texts.noGrants}</p>}
        />
      </Section>
    </UserFrame>
  )
}

function EndSession({ userId, sessionId }: { readonly userId: string; readonly sessionId: string }) {
  const end = useAction('deleteUserSession', { refresh: CHANGED })
  return (
    <ReasonedButton
      size="compact-sm"
      reason={useRefusal('deleteUserSession')}
      loading={end.isPending}
      onClick={() => end.mutate({ parameters: { user_id: userId, session_id: sessionId } })}
    >
      {texts.endSession}
    </ReasonedButton>
  )
}

function EndGrant({ userId, grantId }: { readonly userId: string; readonly grantId: string }) {
  const end = useAction('deleteUserGrant', { refresh: CHANGED })
  return (
    <ReasonedButton
      size="compact-sm"
      reason={useRefusal('deleteUserGrant')}
      loading={end.isPending}
      onClick={() => end.mutate({ parameters: { user_id: userId, grant_id: grantId } })}
    >
      {texts.endGrant}
    </ReasonedButton>
  )
}

interface EndAllProps {
  readonly userId: string
  readonly sessions: number
  readonly grants: number
}

function EndAll({ userId, sessions, grants }: EndAllProps) {
  const [isAsking, { open, close }] = useDisclosure()
  const end = useAction('DeleteUserSessions', { refresh: CHANGED, onDone: close })
  return (
    <>
      <ReasonedButton reason={useRefusal('DeleteUserSessions')} onClick={open}>
        {texts.endAll}
      </ReasonedButton>
      <ConfirmDialog
        isOpen={isAsking}
        title={texts.endAllTitle}
        confirm={texts.endAll}
        keep={texts.keepSessions}
        problem={<ProblemNote problem={end.error} own={texts.problems} />}
        isBusy={end.isPending}
        onConfirm={() => end.mutate({ parameters: { user_id: userId } })}
        onClose={close}
      >
        {texts.endAllLoss(sessions, grants)}
      </ConfirmDialog>
    </>
  )
}

export const userSessionsPage: PageDefinition = {
  load: ({ ask, params }) => [
    ...loadUser(ask, params),
    ask('GetUserSessions', { user_id: params['user'] ?? '' }),
    ask('getUserGrants', { user_id: params['user'] ?? '' }),
  ],
  Component: UserSessionsPage,
}
