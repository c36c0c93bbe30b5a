import type { Answer } from '@gatehouse/api-client'
import { useAnswer } from '../shell/api.ts'
import { useSettingsForm, type SettingsForm, type SettingView } from '../shell/use-settings-form.ts'
import { texts } from './texts.ts'

/** Tokens are never answered; the form can only replace them. */
export type SmsSettings = Answer<'getSmsSettings'>['sms']['settings'] & {
  readonly auth_token: SettingView<string | null>
  readonly fallback_auth_token: SettingView<string | null>
}

const MOST_A_DAY = 1_000_000

/** The form of the settings of text messages, with the tokens in it. */
export function useSmsSettings(): SettingsForm<SmsSettings> {
  const { sms } = useAnswer('getSmsSettings')
  const saved: SmsSettings = {
    ...sms.settings,
    auth_token: tokenView(sms.has_auth_token),
    fallback_auth_token: tokenView(sms.has_fallback_auth_token),
  }
  return useSettingsForm({
    operation: 'updateSmsSettings',
    saved,
    level: 'environment',
    inputOf: (body) => ({ body }),
    refresh: ['getSmsSettings', 'getGoLiveChecklist'],
    validate: outOfRange,
    problems: texts.problems,
    fieldOf: { SMS_AUTH_TOKEN_REQUIRED: 'auth_token' },
  })
}

function tokenView(isSaved: boolean): SettingView<string | null> {
  return isSaved ? { value: null, source: 'environment', inherited: null } : { value: null, source: 'default' }
}

function outOfRange({ daily_limit: limit }: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  if (limit === null) return {}
  const isRight = typeof limit === 'number' && limit >= 1 && limit <= MOST_A_DAY
  return isRight ? {} : { daily_limit: texts.outOfRange }
}
