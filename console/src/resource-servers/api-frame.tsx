import { Page } from '@gatehouse/ui'
import type { ReactNode } from 'react'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { texts } from './texts.ts'

interface ApiFrameProps {
  readonly open: keyof typeof texts.tabs
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** The head of every page of an API. */
export function ApiFrame({ open, actions, children }: ApiFrameProps) {
  const place = usePlace()
  const id = useParam('api')
  const { api } = useAnswer('getAPI', { api_id: id })
  return (
    <Page
      back={{ href: paths.apis(place), label: texts.title }}
      title={api.name}
      lead={<code>{api.audience}</code>}
      actions={actions}
      tabs={[
        { href: paths.api(place, id), label: texts.tabs.details, isOpen: open === 'details' },
        { href: paths.apiScopes(place, id), label: texts.tabs.scopes, isOpen: open === 'scopes' },
        { href: paths.apiApplications(place, id), label: texts.tabs.applications, isOpen: open === 'applications' },
      ]}
    >
      {children}
    </Page>
  )
}
