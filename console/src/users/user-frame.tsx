import { CopyId, Face, Page, State } from '@gatehouse/ui'
import type { ReactNode } from 'react'
import { paths, type Place } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import type { Ask } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { personName, texts } from './texts.ts'
import classes from './user-frame.module.css'

interface UserTab {
  readonly label: string
  readonly hrefOf: (place: Place, id: string) => string
}

/** The tabs of a person, in their order. A new one is a line here, a path, a route and a page in a `UserFrame`. */
const TABS = {
  overview: { label: texts.overview, hrefOf: paths.user },
  organizations: { label: texts.organizations, hrefOf: paths.userOrganizations },
  permissions: { label: texts.permissions, hrefOf: paths.userPermissions },
  flags: { label: texts.flags, hrefOf: paths.userFlags },
  properties: { label: texts.properties, hrefOf: paths.userProperties },
  security: { label: texts.securityTab, hrefOf: paths.userSecurity },
  sessions: { label: texts.sessions, hrefOf: paths.userSessions },
  passkeys: { label: texts.passkeys.title, hrefOf: paths.userPasskeys },
  signIns: { label: texts.signIns, hrefOf: paths.userSignIns },
  events: { label: texts.events, hrefOf: paths.userEvents },
} as const satisfies Record<string, UserTab>

export function userQuery(id: string) {
  return { id, expand: 'organizations,identities' } as const
}

/** Fetches the parts that every tab of a person shows. */
export function loadUser(ask: Ask, { user = '' }: Readonly<Record<string, string>>): readonly Promise<unknown>[] {
  return [ask('getUserData', userQuery(user))]
}

/** Returns the person that the address names. */
export function useUser() {
  const user = useAnswer('getUserData', userQuery(useParam('user')))
  return { ...user, name: personName({ ...user, email: user.preferred_email ?? null }) }
}

interface UserFrameProps {
  readonly open: keyof typeof TABS
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** The page of a person around one of its tabs. */
export function UserFrame({ open, actions, children }: UserFrameProps) {
  const place = usePlace()
  const user = useUser()
  const tabs = Object.entries(TABS).map(([key, { label, hrefOf }]) => ({
    href: hrefOf(place, user.id),
    label,
    isOpen: key === open,
  }))
  return (
    <Page
      back={{ href: paths.users(place), label: texts.title }}
      title={user.name}
      mark={<Face name={user.name} picture={user.picture} isLarge />}
      lead={
        <span className={classes['lead']}>
          <State kind={user.is_suspended ? 'stopped' : 'active'}>
            {user.is_suspended ? texts.suspended : texts.active}
          </State>
          {user.preferred_email !== undefined && user.preferred_email !== user.name && (
            <span>{user.preferred_email}</span>
          )}
          <CopyId value={user.id} />
        </span>
      }
      actions={actions}
      tabs={tabs}
    >
      {children}
    </Page>
  )
}
