import type { Settings } from '#domain/settings'
import { listPhoneCountries, type PhoneCountry } from './mobile-number.ts'

/** The countries that a field for a phone number offers, and those whose numbers it accepts. */
export interface PhoneChoice {
  /** Those to choose from. */
  readonly countries: readonly PhoneCountry[]
  /** Chosen where the person has chosen none yet. */
  readonly country: string | undefined
  /** Empty for all. */
  readonly allowed: readonly string[]
}

/** Returns the countries that an environment offers in its phone field (M3-4). */
export function phoneChoiceOf({
  smsDefaultCountry: country,
  smsAllowedCountries: allowed,
}: Pick<Settings, 'smsDefaultCountry' | 'smsAllowedCountries'>): PhoneChoice {
  const isOffered = country !== null && (allowed.length === 0 || allowed.includes(country))
  return { countries: listPhoneCountries(allowed), country: isOffered ? country : undefined, allowed }
}
