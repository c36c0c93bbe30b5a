import type { Answer } from '@gatehouse/api-client'
import { useAnswer } from '../shell/api.ts'
import { useSettingsForm, type SettingsForm, type SettingView } from '../shell/use-settings-form.ts'
import { texts } from './texts.ts'

export type MailSettings = Answer<'getMailSettings'>['mail']['settings'] & {
  /** Never answered; the form can only replace it. */
  readonly smtp_password: SettingView<string | null>
}

/** The form of the mail settings; the password is part of it, though the server never shows it. */
export function useMailSettings(): SettingsForm<MailSettings> {
  const { mail } = useAnswer('getMailSettings')
  const password: MailSettings['smtp_password'] = mail.has_smtp_password
    ? { value: null, source: 'environment', inherited: null }
    : { value: null, source: 'default' }
  const saved: MailSettings = { ...mail.settings, smtp_password: password }
  return useSettingsForm({
    operation: 'updateMailSettings',
    saved,
    level: 'environment',
    inputOf: (body) => ({ body }),
    refresh: ['getMailSettings', 'getMailDnsState', 'getGoLiveChecklist'],
    problems: texts.problems,
    fieldOf: {
      SMTP_HOST_NOT_ALLOWED: 'smtp_host',
      SMTP_PORT_NOT_ALLOWED: 'smtp_port',
      SMTP_PASSWORD_REQUIRED: 'smtp_password',
    },
  })
}
