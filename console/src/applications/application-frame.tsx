import { Page } from '@gatehouse/ui'
import type { ReactNode } from 'react'
import { paths, type Place } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { texts, type ApplicationType } from './texts.ts'

const PEOPLE: readonly ApplicationType[] = ['reg', 'spa', 'device']

type Tab = keyof typeof texts.tabs

/** Every tab; `types` names the types of applications that have it, where not all do. */
const TABS: readonly {
  readonly tab: Tab
  readonly address: (place: Place, id: string) => string
  readonly types?: readonly ApplicationType[]
}[] = [
  { tab: 'overview', address: paths.application },
  { tab: 'quickStart', address: paths.quickStart },
  { tab: 'authentication', address: paths.applicationAuthentication, types: PEOPLE },
  { tab: 'experience', address: paths.applicationExperience, types: PEOPLE },
  { tab: 'tokens', address: paths.applicationTokens },
  { tab: 'sessions', address: paths.applicationSessions, types: PEOPLE },
  { tab: 'signIns', address: paths.applicationSignIns, types: PEOPLE },
  { tab: 'apis', address: paths.applicationApis },
  { tab: 'properties', address: paths.applicationProperties },
]

interface ApplicationFrameProps {
  readonly open: Tab
  readonly lead?: string
  readonly children: ReactNode
}

/** The head of every page of an application: the way back, its name, and its tabs. */
export function ApplicationFrame({ open, lead, children }: ApplicationFrameProps) {
  const place = usePlace()
  const id = useParam('application')
  const { application } = useAnswer('getApplication', { application_id: id })
  const tabs = TABS.filter(({ types }) => types?.includes(application.type) ?? true)
  return (
    <Page
      back={{ href: paths.applications(place), label: texts.title }}
      title={application.name}
      lead={lead ?? texts.types[application.type][0]}
      tabs={tabs.map(({ tab, address }) => ({
        href: address(place, id),
        label: texts.tabs[tab],
        isOpen: tab === open,
      }))}
    >
      {children}
    </Page>
  )
}
