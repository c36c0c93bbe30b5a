import { Section } from '@gatehouse/ui'
import { useAnswer } from '../shell/api.ts'
import { NumberSetting, SwitchSetting } from '../shell/setting-fields.tsx'
import { SettingsFormFrame } from '../shell/settings-form.tsx'
import { AccountFields, FALLBACK, FIRST } from './account-fields.tsx'
import { CountriesSetting, CountrySetting } from './country-settings.tsx'
import { TestSms } from './test-sms.tsx'
import { texts } from './texts.ts'
import { useSmsSettings, type SmsSettings } from './use-sms-settings.ts'

/** Countries, accounts, uses and limit, in one form with their test: the test uses what is typed, saved or not. */
export function SmsForm() {
  const { sms } = useAnswer('getSmsSettings')
  const form = useSmsSettings()
  const of = (name: keyof SmsSettings) => ({ state: form.settingOf(name), words: texts.settings[name] })
  const hasFallback = form.valueOf('is_fallback_enabled') === true
  return (
    <SettingsFormFrame of={form} nameOf={(name) => texts.settings[name].name} save={texts.save} saved={texts.saved}>
      <Section title={texts.countries} reason={texts.countriesReason}>
        <div>
          <CountrySetting {...of('default_country')} />
          <CountriesSetting {...of('allowed_countries')} />
        </div>
      </Section>
      <Section title={texts.provider} reason={texts.providerReason}>
        <AccountFields form={form} names={FIRST} hasToken={sms.has_auth_token} />
      </Section>
      <Section title={texts.fallback} reason={texts.fallbackReason}>
        <SwitchSetting {...of('is_fallback_enabled')} />
        {hasFallback && <AccountFields form={form} names={FALLBACK} hasToken={sms.has_fallback_auth_token} />}
      </Section>
      <Section title={texts.uses} reason={texts.usesReason}>
        <div>
          <SwitchSetting {...of('is_for_sign_in')} />
          <SwitchSetting {...of('is_for_mfa')} />
        </div>
      </Section>
      <Section title={texts.limits} reason={texts.limitsReason}>
        <NumberSetting {...of('daily_limit')} unit="messages" />
      </Section>
      <Section title={texts.test} reason={texts.testReason}>
        <TestSms changes={form.changes} hasFallback={hasFallback} />
      </Section>
    </SettingsFormFrame>
  )
}
