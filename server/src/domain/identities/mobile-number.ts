import {
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
  type NumberType,
} from 'libphonenumber-js/max'
import { withoutBlanks, withPlainDigits } from '#platform/i18n'
import type { PhoneNumber } from './phone-number.ts'

export type PhoneProblem =
  'phone_missing' | 'phone_country_missing' | 'phone_invalid' | 'phone_not_mobile' | 'phone_country_not_allowed'

export interface PhoneCountry {
  /** ISO 3166-1 alpha-2 */
  readonly code: string
  /** Without `+`. */
  readonly callingCode: string
}

interface ChosenCountry {
  /** The country that a number without `+` is of. */
  readonly country?: string | undefined
  /** Countries whose numbers may be used; empty for all. */
  readonly allowed: readonly string[]
}

const LONGEST = 80

/**
 * A number of no range that the library knows may be of one that is newer than the library. Short numbers of mobile phones
 * exist in small countries only, whose ranges are known.
 */
const FEWEST_OF_NEW_RANGE = 7

/** Types that never get a text message, or that cost whoever sends one a premium. An unknown type may be a new range. */
const NOT_MOBILE: ReadonlySet<NumberType> = new Set<NumberType>([
  'FIXED_LINE',
  'PAGER',
  'PREMIUM_RATE',
  'SHARED_COST',
  'TOLL_FREE',
  'UAN',
  'VOICEMAIL',
])

/**
 * Reads a number that a person typed, in international form or in that of the chosen country, in digits of any script,
 * with any blanks and marks between them.
 */
export function parseMobileNumber(
  text: string,
  { country, allowed }: ChosenCountry,
): { readonly phone: PhoneNumber } | { readonly problem: PhoneProblem } {
  const typed = text.length > LONGEST ? undefined : withPlainDigits(withoutBlanks(text)).replace(/^tel:/i, '')
  if (typed === '') return { problem: 'phone_missing' }
  const code = country?.toUpperCase() ?? ''
  const hasCountry = isSupportedCountry(code)
  if (typed !== undefined && !hasCountry && /^[\d().\-/]+$/.test(typed)) return { problem: 'phone_country_missing' }
  const options = hasCountry ? { defaultCountry: code, extract: false } : { extract: false }
  const parsed = parsePhoneNumberFromString(typed ?? '', options)
  if (!parsed?.isPossible() || parsed.ext !== undefined) return { problem: 'phone_invalid' }
  if (!parsed.isValid() && parsed.nationalNumber.length < FEWEST_OF_NEW_RANGE) return { problem: 'phone_invalid' }
  if (!isCountryAllowed(parsed.number, allowed)) return { problem: 'phone_country_not_allowed' }
  if (NOT_MOBILE.has(parsed.getType())) return { problem: 'phone_not_mobile' }
  return { phone: { typed: parsed.number, normalized: parsed.number } }
}

/** Returns the country of a number in E.164; of a range that no country is known to use, the main one of the code. */
export function countryOfNumber(number: string): string | undefined {
  const parsed = parsePhoneNumberFromString(number)
  return parsed?.country ?? MAIN_COUNTRIES.get(parsed?.countryCallingCode ?? '')
}

/**
 * Returns whether an environment that allows these countries sends to a number in E.164; empty for all countries. Numbers of
 * no country, such as those of satellites, are allowed nowhere: no person has one, and a message to it is dear.
 */
export function isCountryAllowed(number: string, allowed: readonly string[]): boolean {
  const country = countryOfNumber(number)
  return country !== undefined && (allowed.length === 0 || allowed.includes(country))
}

/** Returns the countries that a person may choose from, by their codes. */
export function listPhoneCountries(allowed: readonly string[] = []): readonly PhoneCountry[] {
  return allowed.length === 0 ? ALL_COUNTRIES : ALL_COUNTRIES.filter(({ code }) => allowed.includes(code))
}

export function isPhoneCountry(code: string): boolean {
  return isSupportedCountry(code)
}

const ALL_COUNTRIES: readonly PhoneCountry[] = getCountries()
  .map((code) => ({ code, callingCode: getCountryCallingCode(code) }))
  .toSorted((one, other) => (one.code < other.code ? -1 : 1))

/** Countries that own a calling code which others share. */
const OWNERS: readonly CountryCode[] = ['US', 'GB', 'RU', 'IT', 'NO', 'FI', 'AU', 'MA', 'GP', 'SH', 'CW', 'RE']

const MAIN_COUNTRIES: ReadonlyMap<string, string> = new Map(
  [...ALL_COUNTRIES.map(({ code }) => code), ...OWNERS].map((code) => [
    isSupportedCountry(code) ? getCountryCallingCode(code) : '',
    code,
  ]),
)
