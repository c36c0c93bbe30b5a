import type { Answer } from '@gatehouse/api-client'
import { ListTable, ReasonedButton, Section, Tag, TimeAgo, type Column } from '@gatehouse/ui'
import { Group } from '@mantine/core'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { texts } from './texts.ts'

type Invitation = Answer<'getTeamInvitations'>['invitations'][number]

export const FIRST_INVITATIONS = { page_size: 100 } as const

const COLUMNS: readonly Column<Invitation>[] = [
  { name: texts.columns.person, show: ({ email }) => <span className="strong">{email}</span> },
  { name: texts.columns.role, show: ({ role }) => <Tag>{texts.roles[role] ?? role}</Tag> },
  { name: texts.columns.expires, isExtra: true, show: ({ expires_on }) => <TimeAgo at={expires_on} /> },
]

/** The invitations that nobody has accepted yet; each can be mailed again or revoked. */
export function PendingInvitations() {
  const { invitations } = useAnswer('getTeamInvitations', FIRST_INVITATIONS)
  if (invitations.length === 0) return null
  return (
    <Section title={texts.invitations} reason={texts.invitationsReason}>
      <ListTable
        label={texts.invitations}
        columns={COLUMNS}
        rows={invitations}
        keyOf={({ id }) => id}
        menuOf={({ id }) => <InvitationActs id={id} />}
        empty={null}
      />
    </Section>
  )
}

function InvitationActs({ id }: { readonly id: string }) {
  const resend = useAction('resendTeamInvitation', { refresh: ['getTeamInvitations'] })
  const revoke = useAction('revokeTeamInvitation', { refresh: ['getTeamInvitations'] })
  const parameters = { invitation_id: id }
  return (
    <Group gap={4} justify="flex-end">
      <ReasonedButton
        size="compact-sm"
        reason={useRefusal('resendTeamInvitation')}
        loading={resend.isPending}
        onClick={() => resend.mutate({ parameters })}
      >
        {resend.isSuccess ? texts.sentAgain : texts.sendAgain}
      </ReasonedButton>
      <ReasonedButton
        size="compact-sm"
        variant="subtle"
        reason={useRefusal('revokeTeamInvitation')}
        loading={revoke.isPending}
        onClick={() => revoke.mutate({ parameters })}
      >
        {texts.revoke}
      </ReasonedButton>
      <ProblemNote problem={resend.error ?? revoke.error} own={texts.problems} />
    </Group>
  )
}
