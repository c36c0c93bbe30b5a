import { trimTyped, withPlainDigits } from '#platform/i18n'
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'

export interface PhoneNumber {
  /** E.164, as the normalised form: nobody remembers by which blanks they typed it. */
  readonly typed: string
  readonly normalized: string
}

const LONGEST = 40

/**
 * A number in international form, or in the form of `country`. Only whether it can be one is checked: numbering plans
 * change faster than the library that knows them.
 */
export function parsePhoneNumber(text: string, country?: string): PhoneNumber | undefined {
  if (text.length > LONGEST) return undefined
  const code = country?.toUpperCase() ?? ''
  const parsed = parsePhoneNumberFromString(withPlainDigits(trimTyped(text)), {
    ...(isSupportedCountry(code) ? { defaultCountry: code } : {}),
    extract: false,
  })
  if (!parsed?.isPossible() || parsed.ext !== undefined) return undefined
  return { typed: parsed.number, normalized: parsed.number }
}
