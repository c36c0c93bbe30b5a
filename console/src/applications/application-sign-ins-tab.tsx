import type { PageDefinition } from '../shell/page-route.ts'
import { useParam } from '../shell/use-params.ts'
import { RecentTraces, recentTraces } from '../traces/index.ts'
import { ApplicationFrame } from './application-frame.tsx'

function ApplicationSignInsPage() {
  return (
    <ApplicationFrame open="signIns">
      <RecentTraces owner={{ application: useParam('application') }} />
    </ApplicationFrame>
  )
}

export const applicationSignInsPage: PageDefinition = {
  load: ({ ask, params: { application = '' } }) => [
    ask('getApplication', { application_id: application }),
    ask('getTraces', recentTraces({ application })),
  ],
  Component: ApplicationSignInsPage,
}
