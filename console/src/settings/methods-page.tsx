import { Page, Section } from '@gatehouse/ui'
import { Modal } from '@mantine/core'
import { connectionsIn, connectionTexts, isMethodSlug, MethodSwitches, STRATEGIES } from '../connections/index.ts'
import { paths } from '../paths.ts'
import { useAction, useAnswer, useRefusal } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { ChoiceSetting, SwitchSetting } from '../shell/setting-fields.tsx'
import { useGo } from '../shell/use-go.ts'
import { useParam } from '../shell/use-params.ts'
import { EnvironmentSettingsFrame } from './environment-settings-frame.tsx'
import { MethodApplicationsForm } from './method-applications-form.tsx'
import { MethodTile } from './method-tile.tsx'
import { settingWords } from './setting-words.ts'
import { texts } from './texts.ts'
import { useEnvironmentSettings } from './use-environment-settings.ts'

const words = texts.methods
const FIRST = { page_size: 100 } as const
const PASSWORDLESS = ['email-code', 'phone', 'username-code'] as const
const PASSWORD = ['email-password', 'username-password'] as const

function MethodsPage({ open }: { readonly open?: string }) {
  const place = usePlace()
  const go = useGo()
  const back = () => go(paths.methods(place))
  const ids = new Map(connectionsIn(useAnswer('GetConnections', FIRST)).map(({ id, strategy }) => [strategy, id]))
  const tileOf = (slug: keyof typeof STRATEGIES) => {
    const strategy = STRATEGIES[slug]
    const connectionId = ids.get(strategy) ?? ''
    return <MethodTile key={slug} {...{ strategy, connectionId }} href={paths.method(place, slug)} />
  }
  const method = open !== undefined && isMethodSlug(open) ? open : undefined
  const strategy = method && STRATEGIES[method]
  return (
    <Page title={words.title} lead={words.lead}>
      <Section title={words.passwordless} reason={words.passwordlessReason}>
        {PASSWORDLESS.map(tileOf)}
      </Section>
      <Section title={words.password} reason={words.passwordReason}>
        {PASSWORD.map(tileOf)}
      </Section>
      <Section title={words.defaults} reason={words.defaultsReason}>
        <EnvironmentMethods />
      </Section>
      <DeviceSettings />
      <Modal opened={method !== undefined} onClose={back} title={strategy && connectionTexts.names[strategy]}>
        {method && strategy && (
          <MethodApplicationsForm method={method} connectionId={ids.get(strategy) ?? ''} onClose={back} />
        )}
      </Modal>
    </Page>
  )
}

/** The methods of applications that choose none themselves. */
function EnvironmentMethods() {
  const on = connectionsIn(useAnswer('getEnvironmentConnections')).map(({ id }) => id)
  const refresh = ['getEnvironmentConnections', 'getConnectionApplications', 'getEnvironmentSettings'] as const
  const enable = useAction('enableEnvironmentConnection', { refresh })
  const remove = useAction('removeEnvironmentConnection', { refresh })
  const refusal = useRefusal('enableEnvironmentConnection')
  return (
    <MethodSwitches
      on={on}
      refusal={refusal}
      isBusy={enable.isPending || remove.isPending}
      problem={enable.error ?? remove.error}
      onSwitch={(id, isOn) => {
        const [action, other] = isOn ? [enable, remove] : [remove, enable]
        other.reset()
        action.mutate({ parameters: { connection_id: id } })
      }}
    />
  )
}

function DeviceSettings() {
  const form = useEnvironmentSettings()
  const { applications } = useAnswer('getApplications', FIRST)
  const of = (name: Parameters<typeof form.settingOf>[0]) => ({
    state: form.settingOf(name),
    words: settingWords[name],
  })
  const devices = applications
    .filter(({ type }) => type === 'device')
    .map((application) => ({ value: application.id, label: application.name }))
  return (
    <EnvironmentSettingsFrame of={form} save={words.save}>
      <Section title={words.devices} reason={words.devicesReason}>
        <div>
          <SwitchSetting {...of('is_device_flow_allowed')} />
          <ChoiceSetting
            {...of('default_device_application')}
            choices={[{ value: '', label: words.noDefault }, ...devices]}
          />
        </div>
      </Section>
    </EnvironmentSettingsFrame>
  )
}

const load: PageDefinition['load'] = ({ ask }) => [
  ask('getEnvironmentSettings'),
  ask('getApplications', FIRST),
  ask('GetConnections', FIRST),
  ask('getEnvironmentConnections'),
]

export const methodsPage: PageDefinition = { load, Component: () => <MethodsPage /> }
export const methodPage: PageDefinition = { load, Component: () => <MethodsPage open={useParam('method')} /> }
