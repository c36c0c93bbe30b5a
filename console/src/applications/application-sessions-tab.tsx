import { Section } from '@gatehouse/ui'
import { TextInput } from '@mantine/core'
import { useAnswer } from '../shell/api.ts'
import { inWords } from '../shell/in-words.ts'
import { OperationFormFrame, useOperationForm } from '../shell/operation-form.tsx'
import type { PageDefinition } from '../shell/page-route.ts'
import { NumberSetting, SwitchSetting } from '../shell/setting-fields.tsx'
import { SettingsFormFrame } from '../shell/settings-form.tsx'
import { useParam } from '../shell/use-params.ts'
import { useSettingsForm } from '../shell/use-settings-form.ts'
import { ApplicationFrame } from './application-frame.tsx'
import { LogoutDeliveries } from './logout-deliveries.tsx'
import { settingTexts } from './setting-texts.ts'
import { texts } from './texts.ts'

const DAY_SECONDS = 86_400

function ApplicationSessionsPage() {
  const id = useParam('application')
  return (
    <ApplicationFrame open="sessions">
      <SessionSettings id={id} />
      <Section title={texts.backchannel} reason={texts.backchannelReason}>
        <BackchannelForm key={id} id={id} />
        <LogoutDeliveries id={id} />
      </Section>
    </ApplicationFrame>
  )
}

const LIFETIMES = [
  'authenticated_session_lifetime',
  'refresh_token_absolute_lifetime',
  'refresh_grace_seconds',
] as const

function SessionSettings({ id }: { readonly id: string }) {
  const { settings } = useAnswer('getApplicationSettings', { application_id: id })
  const form = useSettingsForm({
    operation: 'updateApplicationSettings',
    saved: {
      is_session_persistent: settings.is_session_persistent,
      authenticated_session_lifetime: settings.authenticated_session_lifetime,
      refresh_token_absolute_lifetime: settings.refresh_token_absolute_lifetime,
      refresh_grace_seconds: settings.refresh_grace_seconds,
    },
    level: 'application',
    inputOf: (body) => ({ parameters: { application_id: id }, body }),
    refresh: ['getApplicationSettings', 'getApplicationTokens'],
    problems: texts.problems,
    fieldOf: { REFRESH_TOKEN_LIFETIME_TOO_SHORT: 'refresh_token_absolute_lifetime' },
  })
  const words = (name: (typeof LIFETIMES)[number]) => {
    const seconds = Number(form.valueOf(name) ?? 0)
    const isLong = name === 'authenticated_session_lifetime' && seconds > DAY_SECONDS
    return `${inWords(seconds)}.${isLong ? ` ${texts.longSessionAdvice}` : ''}`
  }
  return (
    <SettingsFormFrame of={form} nameOf={(name) => settingTexts[name].name} save={texts.save} saved={texts.saved}>
      <Section title={texts.sessions} reason={texts.sessionsReason}>
        <SwitchSetting state={form.settingOf('is_session_persistent')} words={settingTexts.is_session_persistent} />
        {LIFETIMES.map((name) => (
          <NumberSetting
            key={name}
            unit={texts.seconds}
            state={form.settingOf(name)}
            words={settingTexts[name]}
            more={words(name)}
          />
        ))}
      </Section>
    </SettingsFormFrame>
  )
}

function BackchannelForm({ id }: { readonly id: string }) {
  const { backchannel_logout_uri: uri } = useAnswer('getBackchannelLogout', { application_id: id })
  const update = useOperationForm({
    operation: 'replaceBackchannelLogout',
    initialValues: { uri: uri ?? '' },
    inputOf: (values) => ({
      parameters: { application_id: id },
      body: { backchannel_logout_uri: values.uri.trim() || null },
    }),
    refresh: ['getBackchannelLogout'],
    problems: texts.problems,
    fieldOf: Object.fromEntries(texts.urlCodes.map((code) => [code, 'uri' as const])),
  })
  return (
    <OperationFormFrame of={update} submit={texts.saveBackchannel} saved={texts.saved} isSecondary>
      <TextInput
        label={texts.backchannelUri}
        description={texts.backchannelHelp}
        type="url"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...update.form.getInputProps('uri')}
      />
    </OperationFormFrame>
  )
}

export const applicationSessionsPage: PageDefinition = {
  load: ({ ask, params: { application = '' } }) => [
    ask('getApplication', { application_id: application }),
    ask('getApplicationSettings', { application_id: application }),
    ask('getBackchannelLogout', { application_id: application }),
    ask('getBackchannelLogoutDeliveries', { application_id: application }),
  ],
  Component: ApplicationSessionsPage,
}
