import { getCountries } from 'libphonenumber-js/max'
import { z } from 'zod'

const ENVIRONMENT: readonly ('business' | 'environment' | 'application' | 'organization')[] = ['environment']
const COUNTRIES: ReadonlySet<string> = new Set(getCountries())

/** The settings of text messages; the tokens of the accounts are stored sealed next to them. */
export const SMS_DEFINITIONS = {
  /** The country that the phone field shows first; null for none (M3-4). */
  smsDefaultCountry: { schema: countryCode().nullable(), fallback: null, levels: ENVIRONMENT },
  /** Countries whose numbers get text messages; empty for all (ATO-31). */
  smsAllowedCountries: { schema: z.array(countryCode()).max(250), fallback: emptyList(), levels: ENVIRONMENT },
  /** The largest number of messages that the environment sends in a day (ATO-31). */
  smsDailyLimit: { schema: z.int().min(1).max(1_000_000), fallback: 1_000, levels: ENVIRONMENT },
  /** Whether text messages are used for the first method of a sign-in, and for the second factor (M3-9). */
  isSmsForSignIn: { schema: z.boolean(), fallback: true, levels: ENVIRONMENT },
  isSmsForFactors: { schema: z.boolean(), fallback: true, levels: ENVIRONMENT },
  /** The sender of messages: one of the two below (M3-3). */
  smsSource: { schema: source(), fallback: 'messaging_service' as const, levels: ENVIRONMENT },
  smsAccountSid: { schema: sid('AC', 'an account SID').nullable(), fallback: null, levels: ENVIRONMENT },
  smsMessagingServiceSid: { schema: serviceSid(), fallback: null, levels: ENVIRONMENT },
  smsPhoneNumber: { schema: sender(), fallback: null, levels: ENVIRONMENT },
  /** Whether the account below takes over when the first is down (M3-10). */
  isSmsFallback: { schema: z.boolean(), fallback: false, levels: ENVIRONMENT },
  smsFallbackSource: { schema: source(), fallback: 'messaging_service' as const, levels: ENVIRONMENT },
  smsFallbackAccountSid: { schema: sid('AC', 'an account SID').nullable(), fallback: null, levels: ENVIRONMENT },
  smsFallbackMessagingServiceSid: { schema: serviceSid(), fallback: null, levels: ENVIRONMENT },
  smsFallbackPhoneNumber: { schema: sender(), fallback: null, levels: ENVIRONMENT },
}

function emptyList(): string[] {
  return []
}

/** ISO 3166-1 alpha-2, of a country that has phone numbers. */
function countryCode() {
  return z.string().refine((text) => COUNTRIES.has(text), 'must be the code of a country, such as "DE"')
}

function source() {
  return z.enum(['messaging_service', 'phone_number'])
}

function sid(prefix: string, name: string) {
  const pattern = new RegExp(`^${prefix}[0-9a-f]{32}$`)
  return z.string().regex(pattern, `must be ${name}: ${prefix} and 32 hexadecimal digits`)
}

function serviceSid() {
  return sid('MG', 'the SID of a messaging service').nullable()
}

function sender() {
  return z
    .string()
    .regex(/^\+[1-9]\d{5,14}$/, 'must be a number such as "+15017122661"')
    .nullable()
}
