import { z } from 'zod'
import { settingsSchema } from '#domain/settings'
import type { MailChange } from './mail-settings.ts'

export const MAIL_SETTINGS = settingsSchema('environment', {
  sender_name: 'senderName',
  is_custom_sender: 'isCustomSender',
  sender_email: 'senderEmail',
  smtp_host: 'smtpHost',
  smtp_port: 'smtpPort',
  smtp_user: 'smtpUser',
})

const Password = z
  .string()
  .min(1)
  .max(1_000)
  .refine((text) => !/\p{Cc}/u.test(text), 'must not contain control characters')

export const MailFields = {
  ...MAIL_SETTINGS.fields,
  smtp_password: Password.nullish().meta({ description: 'Kept sealed and never answered. `null`: there is none.' }),
}

export const MailBody = z.strictObject(MailFields)

export function mailChangeOf(body: z.output<typeof MailBody>): MailChange {
  return { ...MAIL_SETTINGS.changeOf(body), password: body.smtp_password }
}

const Sender = z.object({ name: z.string(), email: z.string() })

export const MailView = z.object({
  settings: MAIL_SETTINGS.view,
  has_smtp_password: z.boolean(),
  sends_through: z.enum(['environment', 'installation', 'inbox']).meta({
    description: 'Whose server takes the mail; `inbox`: there is none, and all mail stays in the inbox.',
  }),
  sends_as: Sender.nullable().meta({ description: 'The sender where an organization names none.' }),
  advice: z.array(z.string()).meta({ description: 'What makes mail arrive.' }),
})
