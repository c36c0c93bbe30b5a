import { RecentEvents, recentEvents } from '../events/index.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { useParam } from '../shell/use-params.ts'
import { RecentTraces, recentTraces } from '../traces/index.ts'
import { loadUser, UserFrame } from './user-frame.tsx'

function UserSignInsPage() {
  return (
    <UserFrame open="signIns">
      <RecentTraces owner={{ user: useParam('user') }} />
    </UserFrame>
  )
}

function UserEventsPage() {
  return (
    <UserFrame open="events">
      <RecentEvents user={useParam('user')} />
    </UserFrame>
  )
}

export const userSignInsPage: PageDefinition = {
  load: ({ ask, params }) => [...loadUser(ask, params), ask('getTraces', recentTraces({ user: params['user'] ?? '' }))],
  Component: UserSignInsPage,
}

export const userEventsPage: PageDefinition = {
  load: ({ ask, params }) => [...loadUser(ask, params), ask('getEventLog', recentEvents(params['user'] ?? ''))],
  Component: UserEventsPage,
}
