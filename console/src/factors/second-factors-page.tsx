import { Page, Section } from '@gatehouse/ui'
import { useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { ChecksSetting, ChoiceSetting, NumberSetting, SwitchSetting } from '../shell/setting-fields.tsx'
import { SettingsFormFrame } from '../shell/settings-form.tsx'
import { useSettingsForm } from '../shell/use-settings-form.ts'
import { EnrolledWarning } from './enrolled-warning.tsx'
import { FactorAdvice } from './factor-advice.tsx'
import { factorTexts as texts } from './texts.ts'

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function useFactorsForm() {
  const { settings } = useAnswer('getEnvironmentMfa').mfa
  return useSettingsForm({
    operation: 'updateEnvironmentMfa',
    saved: settings,
    level: 'environment',
    inputOf: (body) => ({ body }),
    refresh: ['getEnvironmentMfa', 'getOrganizationMfa', 'getGoLiveChecklist'],
    validate: ({ trusted_device_days: days }): Readonly<Record<string, string>> =>
      typeof days === 'number' && (days < 0 || days > 365) ? { trusted_device_days: texts.range } : {},
    problems: texts.problems,
    fieldOf: {
      FACTORS_REQUIRED: 'factors',
      FACTOR_BESIDE_PASSKEY_REQUIRED: 'factors',
      SMS_NOT_CONFIGURED: 'factors',
      ORGANIZATIONS_NEED_FACTORS: 'factors',
    },
  })
}

function SecondFactorsPage() {
  const { settings, enrolled, is_sms_available } = useAnswer('getEnvironmentMfa').mfa
  const { email_method } = useAnswer('getEnvironmentSettings').settings
  const form = useFactorsForm()
  const of = (name: keyof typeof texts.fields) => ({ state: form.settingOf(name), words: texts.fields[name] })
  const factors = listOf(form.valueOf('factors'))
  const isSwitchedOff = settings.policy.value !== 'off' && form.valueOf('policy') === 'off'
  return (
    <Page title={texts.title} lead={texts.lead}>
      <SettingsFormFrame of={form} nameOf={(name) => texts.fields[name].name} save={texts.save} saved={texts.saved}>
        <Section title={texts.policy} reason={texts.policyReason}>
          <ChoiceSetting {...of('policy')} choices={texts.policies} />
          <EnrolledWarning
            enrolled={enrolled}
            before={settings.factors.value}
            after={factors}
            isSwitchedOff={isSwitchedOff}
          />
        </Section>
        <Section title={texts.factors} reason={texts.factorsReason}>
          <ChecksSetting {...of('factors')} choices={texts.choices} />
          <FactorAdvice factors={factors} emailMethod={email_method.value} isSmsAvailable={is_sms_available} />
          <SwitchSetting {...of('is_recovery_codes_enabled')} />
        </Section>
        <Section title={texts.devices} reason={texts.devicesReason}>
          <NumberSetting {...of('trusted_device_days')} unit={texts.days} />
        </Section>
      </SettingsFormFrame>
    </Page>
  )
}

export const secondFactorsPage: PageDefinition = {
  load: ({ ask }) => [ask('getEnvironmentMfa'), ask('getEnvironmentSettings')],
  Component: SecondFactorsPage,
}
