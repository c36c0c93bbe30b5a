import { Note, Page } from '@gatehouse/ui'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { useParam } from '../shell/use-params.ts'
import { ChooseScopesForm } from './choose-scopes-form.tsx'
import { texts } from './texts.ts'

function ApplicationScopesPage() {
  const place = usePlace()
  const id = useParam('application')
  const apiId = useParam('api')
  const { application } = useAnswer('getApplication', { application_id: id })
  const { api } = useAnswer('getAPI', { api_id: apiId })
  const { scopes } = useAnswer('getAPIScopes', { api_id: apiId })
  const granted = useAnswer('getApplicationAPIs', { application_id: id }).apis.find((one) => one.id === apiId)
  const chosen = granted?.scopes.map((scope) => scope.id) ?? []
  return (
    <Page
      back={{ href: paths.applicationApis(place, id), label: `${application.name}: ${texts.tabs.apis}` }}
      title={texts.scopesAt(api.name)}
      lead={api.is_management_api ? texts.managementScopesLead : texts.scopesLead}
    >
      {!granted && <Note kind="warning">{texts.authorizeFirst}</Note>}
      {granted && !granted.is_limited && <Note>{texts.unlimited}</Note>}
      {granted && scopes.length === 0 && (
        <Note>
          {texts.noScopes}{' '}
          <a className="link" href={paths.apiScopes(place, apiId)}>
            {texts.addScopes}
          </a>
        </Note>
      )}
      {granted && scopes.length > 0 && (
        <ChooseScopesForm
          key={`${id} ${apiId}`}
          target={{ api_id: apiId, application_id: id }}
          isManagement={api.is_management_api}
          scopes={scopes}
          granted={chosen}
        />
      )}
    </Page>
  )
}

export const applicationScopesPage: PageDefinition = {
  load: ({ ask, params: { application = '', api = '' } }) => [
    ask('getApplication', { application_id: application }),
    ask('getAPI', { api_id: api }),
    ask('getAPIScopes', { api_id: api }),
    ask('getApplicationAPIs', { application_id: application }),
  ],
  Component: ApplicationScopesPage,
}
