import { Page, Section } from '@gatehouse/ui'
import { Modal } from '@mantine/core'
import { paths } from '../paths.ts'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { ChoiceSetting, SwitchSetting } from '../shell/setting-fields.tsx'
import { useGo } from '../shell/use-go.ts'
import { EnvironmentSettingsFrame } from './environment-settings-frame.tsx'
import { MethodApplicationsForm } from './method-applications-form.tsx'
import { MethodTile, type EmailMethod } from './method-tile.tsx'
import { settingWords } from './setting-words.ts'
import { texts } from './texts.ts'
import { useEnvironmentSettings } from './use-environment-settings.ts'

const words = texts.methods
const FIRST = { page_size: 100 } as const

function MethodsPage({ open }: { readonly open?: EmailMethod }) {
  const place = usePlace()
  const go = useGo()
  const name = open === 'email:otp' ? words.byCode : words.byPassword
  const back = () => go(paths.methods(place))
  return (
    <Page title={words.title} lead={words.lead}>
      <Section title={words.passwordless} reason={words.passwordlessReason}>
        <MethodTile
          method="email:otp"
          name={words.byCode}
          text={words.byCodeText}
          href={paths.emailCodeMethod(place)}
          list={FIRST}
        />
      </Section>
      <Section title={words.password} reason={words.passwordReason}>
        <MethodTile
          method="email:password"
          name={words.byPassword}
          text={words.byPasswordText}
          href={paths.emailPasswordMethod(place)}
          list={FIRST}
        />
      </Section>
      <MethodSettings />
      <Modal opened={open !== undefined} onClose={back} title={name}>
        {open && <MethodApplicationsForm method={open} onClose={back} />}
      </Modal>
    </Page>
  )
}

function MethodSettings() {
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
      <Section title={words.defaults} reason={words.defaultsReason}>
        <div>
          <ChoiceSetting {...of('email_method')} choices={words.choices} />
        </div>
      </Section>
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

const load: PageDefinition['load'] = ({ ask, search: { after } }) => [
  ask('getEnvironmentSettings'),
  ask('getApplications', FIRST),
  ask('getEmailMethods', FIRST),
  ...(after === undefined ? [] : [ask('getEmailMethods', { ...FIRST, next_token: after })]),
]

export const methodsPage: PageDefinition = { load, Component: () => <MethodsPage /> }
export const emailCodePage: PageDefinition = { load, Component: () => <MethodsPage open="email:otp" /> }
export const emailPasswordPage: PageDefinition = { load, Component: () => <MethodsPage open="email:password" /> }
