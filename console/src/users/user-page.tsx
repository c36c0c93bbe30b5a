import { Facts, Section, TimeAgo } from '@gatehouse/ui'
import { Stack } from '@mantine/core'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { useParam } from '../shell/use-params.ts'
import { DeleteUser } from './delete-user.tsx'
import { EditUserForm } from './edit-user-form.tsx'
import { Identities } from './identities.tsx'
import { TemporaryPassword } from './temporary-password.tsx'
import { texts } from './texts.ts'
import { UserAccess } from './user-access.tsx'
import { loadUser, UserFrame, useUser } from './user-frame.tsx'

function UserPage() {
  const id = useParam('user')
  const user = useUser()
  return (
    <UserFrame open="overview">
      <Section title={texts.identities} reason={texts.identitiesReason}>
        <Identities userId={id} />
      </Section>
      <Section title={texts.profile} reason={texts.profileReason}>
        <EditUserForm key={id} user={user} />
      </Section>
      <Section title={texts.signIns} reason={texts.signInsReason}>
        <UserFacts />
      </Section>
      <Section title={texts.access} reason={texts.accessReason}>
        <Stack>
          <UserAccess user={user} />
          <TemporaryPassword key={id} userId={id} />
        </Stack>
      </Section>
      <DeleteUser />
    </UserFrame>
  )
}

function UserFacts() {
  const user = useUser()
  const { sessions } = useAnswer('GetUserSessions', { user_id: user.id })
  const { agreements } = useAnswer('getUserAgreements', { user_id: user.id })
  const [agreement] = agreements
  return (
    <Facts
      facts={[
        [texts.facts.created, <TimeAgo key="created" at={user.created_on} />],
        [texts.facts.lastSignIn, <TimeAgo key="last" at={user.last_signed_in} never={texts.never} />],
        [texts.facts.signIns, texts.signInCounts(user.total_sign_ins, user.failed_sign_ins)],
        [texts.facts.sessions, sessions.length.toLocaleString()],
        [texts.facts.terms, <TimeAgo key="terms" at={agreement?.accepted_on} never={texts.noTerms} />],
      ]}
    />
  )
}

export const userPage: PageDefinition = {
  load: ({ ask, params }) => [
    ...loadUser(ask, params),
    ask('GetUserIdentities', { user_id: params['user'] ?? '' }),
    ask('GetUserSessions', { user_id: params['user'] ?? '' }),
    ask('getUserGrants', { user_id: params['user'] ?? '' }),
    ask('getUserAgreements', { user_id: params['user'] ?? '' }),
  ],
  Component: UserPage,
}
