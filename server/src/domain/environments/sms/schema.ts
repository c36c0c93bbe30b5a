import { z } from 'zod'
import { NextToken, PageSize } from '#platform/http'
import type { ListedSms } from '#platform/sms'
import { reasonOf } from '#platform/twilio'
import { settingsSchema } from '#domain/settings'
import { DROPPED_BY } from './pumping-limits.ts'
import type { SmsChange } from './sms-settings.ts'

export const SMS_SETTINGS = settingsSchema('environment', {
  default_country: 'smsDefaultCountry',
  allowed_countries: 'smsAllowedCountries',
  daily_limit: 'smsDailyLimit',
  is_for_sign_in: 'isSmsForSignIn',
  is_for_mfa: 'isSmsForFactors',
  sms_source: 'smsSource',
  account_sid: 'smsAccountSid',
  messaging_service_sid: 'smsMessagingServiceSid',
  phone_number: 'smsPhoneNumber',
  is_fallback_enabled: 'isSmsFallback',
  fallback_sms_source: 'smsFallbackSource',
  fallback_account_sid: 'smsFallbackAccountSid',
  fallback_messaging_service_sid: 'smsFallbackMessagingServiceSid',
  fallback_phone_number: 'smsFallbackPhoneNumber',
})

const Token = z
  .string()
  .regex(/^[\x21-\x7e]{8,200}$/, 'must be the auth token of the account')
  .nullish()
  .meta({ description: 'Kept sealed and never answered. `null`: there is none.' })

export const SmsFields = { ...SMS_SETTINGS.fields, auth_token: Token, fallback_auth_token: Token }

export const SmsBody = z.strictObject(SmsFields)

export function smsChangeOf(body: z.output<typeof SmsBody>): SmsChange {
  return {
    ...SMS_SETTINGS.changeOf(body),
    token: body.auth_token,
    fallbackToken: body.fallback_auth_token,
  }
}

const count = (description: string) => z.number().int().meta({ description })

export const SmsView = z.object({
  settings: SMS_SETTINGS.view,
  has_auth_token: z.boolean(),
  has_fallback_auth_token: z.boolean(),
  delivers_to: z.enum(['phones', 'phones_and_inbox', 'inbox', 'nobody']).meta({
    description: 'Where text messages go. `nobody`: production without an account refuses them.',
  }),
  available_countries: z
    .array(z.string())
    .meta({ description: 'The codes of all countries that there are numbers of.' }),
  today: z
    .object({
      used: count('Messages that count against the limit of the day.'),
      limit: count('The largest number of a day.'),
      delivered: count('Messages that arrived.'),
      failed: count('Messages that the provider did not take, or that did not arrive.'),
      dropped: count('Messages above a limit, or to a country that is not allowed.'),
    })
    .meta({ description: 'Since midnight, UTC.' }),
})

const State = z.enum(['inbox', 'queued', 'sent', 'delivered', 'failed', 'dropped'])

export const SmsList = z.object({
  page_size: PageSize,
  next_token: NextToken,
  state: State.optional().meta({ description: 'Only messages in this state.' }),
})

export const SmsMessageView = z.object({
  id: z.string(),
  to: z.string().meta({ description: 'The number, without the digits in its middle.', example: '+49•••••••678' }),
  purpose: z.string().meta({ example: 'sign_in' }),
  state: State.meta({
    description:
      '`sent`: the provider took it. `delivered`: it arrived. `dropped`: a limit or the list of countries kept it back.',
  }),
  code: z.string().nullable().meta({ description: 'The provider’s code, or the limit.', example: '21610' }),
  reason: z.string().nullable().meta({ description: 'What the code means.' }),
  account: z.enum(['first', 'fallback']).meta({ description: 'Whose message it is.' }),
  created_at: z.iso.datetime(),
})

export function smsMessageViewOf(sms: ListedSms): z.input<typeof SmsMessageView> {
  const { id, recipient, purpose, state, problem, isFallback, createdAt } = sms
  return {
    id,
    to: masked(recipient),
    purpose,
    state,
    code: problem ?? null,
    reason: problem === undefined ? null : (DROPPED_BY[problem] ?? reasonOf(problem)),
    account: isFallback ? 'fallback' : 'first',
    created_at: createdAt.toISOString(),
  }
}

function masked(number: string): string {
  return number.slice(0, 3) + '•'.repeat(Math.max(0, number.length - 6)) + number.slice(-3)
}
