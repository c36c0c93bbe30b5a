import { Section } from '@gatehouse/ui'
import { connectionsIn, MethodSwitches } from '../connections/index.ts'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { useParam } from '../shell/use-params.ts'
import { OrganizationFrame } from './organization-frame.tsx'
import { AdvancedFeatures, loadSettings, useOrganizationSettings } from './organization-settings.tsx'
import { texts } from './texts.ts'

const REFRESH = ['GetOrganizationConnections', 'getOrganizationSettings'] as const

function AuthenticationTab() {
  const { lead, methods, methodsReason } = texts.authentication
  return (
    <OrganizationFrame tab="authentication" lead={lead}>
      <AdvancedFeatures />
      <Section title={methods} reason={methodsReason}>
        <OrganizationMethods />
      </Section>
    </OrganizationFrame>
  )
}

/** The methods of the organization itself; without any, people sign in as the application says. */
function OrganizationMethods() {
  const code = useParam('organization')
  const { is_enable_advanced_orgs } = useOrganizationSettings()
  const connections = connectionsIn(useAnswer('GetOrganizationConnections', { organization_code: code }))
  const enable = useAction('EnableOrgConnection', { refresh: REFRESH })
  const remove = useAction('RemoveOrgConnection', { refresh: REFRESH })
  const scope = useRefusal('EnableOrgConnection')
  const refusal = scope ?? (is_enable_advanced_orgs ? undefined : texts.authentication.locked)
  return (
    <div>
      <MethodSwitches
        on={connections.map(({ id }) => id)}
        refusal={refusal}
        isBusy={enable.isPending || remove.isPending}
        problem={enable.error ?? remove.error}
        onSwitch={(connectionId, isOn) => {
          enable.reset()
          remove.reset()
          const action = isOn ? enable : remove
          action.mutate({ parameters: { organization_code: code, connection_id: connectionId } })
        }}
      />
      {connections.length === 0 && <p className="small quiet">{texts.authentication.none}</p>}
    </div>
  )
}

export const organizationAuthenticationPage: PageDefinition = {
  load: ({ ask, params }) => [
    ...loadSettings(ask, params),
    ask('GetConnections', { page_size: 100 }),
    ask('GetOrganizationConnections', { organization_code: params['organization'] ?? '' }),
  ],
  Component: AuthenticationTab,
}
