import type { Answer } from '@gatehouse/api-client'
import { CopyId, Facts, Page, Section, TimeAgo } from '@gatehouse/ui'
import { paths, type Place } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { DeleteThing } from '../shell/delete-thing.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { EditUserForm } from './edit-user-form.tsx'
import { Identities } from './identities.tsx'
import { personName, texts } from './texts.ts'
import { UserAccess } from './user-access.tsx'

export function userQuery(id: string) {
  return { id, expand: 'organizations,identities' } as const
}

export function userTabs(place: Place, id: string, open: 'overview' | 'sessions') {
  return [
    { href: paths.user(place, id), label: texts.overview, isOpen: open === 'overview' },
    { href: paths.userSessions(place, id), label: texts.sessions, isOpen: open === 'sessions' },
  ]
}

function UserPage() {
  const place = usePlace()
  const id = useParam('user')
  const user = useAnswer('getUserData', userQuery(id))
  const name = personName({ ...user, email: user.preferred_email ?? null })
  return (
    <Page
      back={{ href: paths.users(place), label: texts.title }}
      title={name}
      lead={user.preferred_email}
      tabs={userTabs(place, id, 'overview')}
    >
      <Section title={texts.profile} reason={texts.profileReason}>
        <EditUserForm key={id} user={user} />
        <UserFacts user={user} />
      </Section>
      <Section title={texts.identities} reason={texts.identitiesReason}>
        <Identities userId={id} />
      </Section>
      <Section title={texts.access} reason={texts.accessReason}>
        <UserAccess user={user} />
      </Section>
      <DeleteThing
        operation="deleteUser"
        input={{ parameters: { id } }}
        refresh={['getUsers', 'searchUsers']}
        after={paths.users(place)}
        name={name}
        loss={texts.deleteLoss(name, user.organizations?.length ?? 0)}
        texts={texts}
      />
    </Page>
  )
}

function UserFacts({ user }: { readonly user: Answer<'getUserData'> }) {
  const place = usePlace()
  const { organizations = [] } = user
  return (
    <Facts
      facts={[
        [texts.facts.id, <CopyId key="id" value={user.id} />],
        [texts.facts.created, <TimeAgo key="created" at={user.created_on} />],
        [texts.facts.lastSignIn, <TimeAgo key="last" at={user.last_signed_in} never={texts.never} />],
        [texts.facts.signIns, user.total_sign_ins.toLocaleString()],
        [
          texts.facts.organizations,
          organizations.length === 0
            ? texts.noOrganizations
            : organizations.map((code) => (
                <div key={code}>
                  <a className="link" href={paths.organization(place, code)}>
                    {code}
                  </a>
                </div>
              )),
        ],
      ]}
    />
  )
}

export const userPage: PageDefinition = {
  load: ({ ask, params: { user = '' } }) => [
    ask('getUserData', userQuery(user)),
    ask('GetUserIdentities', { user_id: user }),
  ],
  Component: UserPage,
}
