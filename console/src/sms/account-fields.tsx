import { PasswordInput } from '@mantine/core'
import { ChoiceSetting, SettingFrame, TextSetting } from '../shell/setting-fields.tsx'
import type { SettingsForm } from '../shell/use-settings-form.ts'
import { texts } from './texts.ts'
import type { SmsSettings } from './use-sms-settings.ts'

interface AccountNames {
  readonly sid: keyof SmsSettings
  readonly token: 'auth_token' | 'fallback_auth_token'
  readonly source: keyof SmsSettings
  readonly service: keyof SmsSettings
  readonly number: keyof SmsSettings
}

interface AccountFieldsProps {
  readonly form: SettingsForm<SmsSettings>
  readonly names: AccountNames
  readonly hasToken: boolean
}

export const FIRST: AccountNames = {
  sid: 'account_sid',
  token: 'auth_token',
  source: 'sms_source',
  service: 'messaging_service_sid',
  number: 'phone_number',
}

export const FALLBACK: AccountNames = {
  sid: 'fallback_account_sid',
  token: 'fallback_auth_token',
  source: 'fallback_sms_source',
  service: 'fallback_messaging_service_sid',
  number: 'fallback_phone_number',
}

/** An account at the provider. Only the field of the chosen source is asked for (M3-3). */
export function AccountFields({ form, names, hasToken }: AccountFieldsProps) {
  const of = (name: keyof SmsSettings) => ({ state: form.settingOf(name), words: texts.settings[name] })
  const isNumber = form.valueOf(names.source) === 'phone_number'
  return (
    <div>
      <TextSetting {...of(names.sid)} />
      <TokenSetting form={form} name={names.token} hasToken={hasToken} />
      <ChoiceSetting {...of(names.source)} choices={texts.sources} />
      <TextSetting key={isNumber ? 'number' : 'service'} {...of(isNumber ? names.number : names.service)} />
    </div>
  )
}

interface TokenSettingProps extends Pick<AccountFieldsProps, 'form' | 'hasToken'> {
  readonly name: AccountNames['token']
}

function TokenSetting({ form, name, hasToken }: TokenSettingProps) {
  const state = form.settingOf(name)
  const help = hasToken ? texts.tokenKept : texts.noToken
  return (
    <SettingFrame
      state={state}
      words={{ name: texts.settings[name].name, help }}
      say={(value) => (value === null && state.isHere && !state.isChanged ? 'none' : texts.hidden)}
      control={(label) => (
        <PasswordInput
          {...label}
          w="100%"
          autoComplete="new-password"
          error={state.problem !== undefined}
          value={typeof state.value === 'string' ? state.value : ''}
          onChange={(event) => state.set(event.currentTarget.value)}
        />
      )}
    />
  )
}
