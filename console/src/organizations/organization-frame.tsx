import { Page, State } from '@gatehouse/ui'
import type { ReactNode } from 'react'
import { paths, type Place } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { texts } from './texts.ts'

/** The tabs of an organization, in their order; each is a page of its own. */
const TABS = [
  'details',
  'members',
  'policies',
  'authentication',
  'multi-factor-auth',
  'passkeys',
  'look',
  'email',
  'sessions',
  'feature-flags',
  'properties',
  'applications',
] as const

export type OrganizationTab = (typeof TABS)[number]

function hrefOf(place: Place, code: string, tab: OrganizationTab): string {
  if (tab === 'details') return paths.organization(place, code)
  return tab === 'members' ? paths.organizationMembers(place, code) : paths.organizationPart(place, code, tab)
}

interface OrganizationFrameProps {
  readonly tab: OrganizationTab
  readonly lead?: string
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** The frame of every page about one organization. */
export function OrganizationFrame({ tab, lead, actions, children }: OrganizationFrameProps) {
  const place = usePlace()
  const code = useParam('organization')
  const { name, is_suspended } = useAnswer('getOrganization', { code })
  return (
    <Page
      back={{ href: paths.organizations(place), label: texts.title }}
      title={name}
      lead={
        <>
          {lead} {is_suspended && <State kind="stopped">{texts.suspended}</State>}
        </>
      }
      {...(actions !== undefined && { actions })}
      tabs={TABS.map((one) => ({ href: hrefOf(place, code, one), label: texts.tabs[one], isOpen: one === tab }))}
    >
      {children}
    </Page>
  )
}
