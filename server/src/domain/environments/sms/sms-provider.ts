import type { SmsScope } from '#platform/context'
import type { TwilioAccount } from '#platform/twilio'
import { settingsFor, type Settings } from '#domain/settings'

/** An account at the provider, without its token. */
export type ProviderAccount = Omit<TwilioAccount, 'authToken'>

/** Returns the account that messages are sent by, where the settings name one. */
export function firstAccountOf(settings: Settings): ProviderAccount | undefined {
  return accountOf({
    accountSid: settings.smsAccountSid,
    source: settings.smsSource,
    messagingServiceSid: settings.smsMessagingServiceSid,
    phoneNumber: settings.smsPhoneNumber,
  })
}

/** Returns the second account, where it is switched on. */
export function fallbackAccountOf(settings: Settings): ProviderAccount | undefined {
  if (!settings.isSmsFallback) return undefined
  return accountOf({
    accountSid: settings.smsFallbackAccountSid,
    source: settings.smsFallbackSource,
    messagingServiceSid: settings.smsFallbackMessagingServiceSid,
    phoneNumber: settings.smsFallbackPhoneNumber,
  })
}

interface AccountFields {
  readonly accountSid: string | null
  readonly source: 'messaging_service' | 'phone_number'
  readonly messagingServiceSid: string | null
  readonly phoneNumber: string | null
}

/** Only the field of the chosen source counts (M3-3). */
function accountOf(fields: AccountFields): ProviderAccount | undefined {
  const { accountSid, source, messagingServiceSid, phoneNumber } = fields
  if (accountSid === null) return undefined
  if (source === 'phone_number') return phoneNumber === null ? undefined : { accountSid, source: { phoneNumber } }
  return messagingServiceSid === null ? undefined : { accountSid, source: { messagingServiceSid } }
}

/** Returns what requests need to know of the settings of an environment. */
export function smsScopeOf(settings: unknown): SmsScope {
  const { values } = settingsFor({ environment: settings })
  return {
    hasProvider: firstAccountOf(values) !== undefined,
    isForSignIn: values.isSmsForSignIn,
    isForFactors: values.isSmsForFactors,
  }
}
