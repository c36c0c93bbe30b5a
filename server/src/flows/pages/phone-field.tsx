import type { Translate } from '#platform/i18n'
import type { PhoneCountry, PhoneProblem } from '#domain/identities'
import { describedBy, Remarks } from './field.tsx'

export interface PhoneFieldProps {
  readonly t: Translate
  readonly locale: string
  /** Those to choose from, by `listPhoneCountries`. */
  readonly countries: readonly PhoneCountry[]
  /** Chosen before, or the default of the environment. */
  readonly country?: string | null | undefined
  /** The number as typed. */
  readonly value?: string | undefined
  readonly problem?: PhoneProblem | undefined
  readonly focus?: boolean | undefined
}

/**
 * The country and the number of a phone. Posts `phone_country` and `phone`, to be read with `parseMobileNumber`: a number
 * with `+` is taken as it is, whatever country is chosen, so that browsers can fill in the whole number.
 */
export function PhoneField({ t, locale, countries, country, value, problem, focus }: PhoneFieldProps) {
  const help = problem ? undefined : t('sms.phone.help')
  const words = problem && t(`sms.phone.problem.${problem}`)
  return (
    <div>
      <div class="phone">
        <div class="field">
          <label for="phone_country">{t('sms.phone.country')}</label>
          <select id="phone_country" name="phone_country" autocomplete="tel-country-code">
            <option value="">{t('sms.phone.country_none')}</option>
            {namesOf(locale, countries).map(({ code, name }) => (
              <option value={code} selected={code === country}>
                {name}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="phone">{t('sms.phone.label')}</label>
          <input
            id="phone"
            name="phone"
            type="tel"
            inputmode="tel"
            // Numbers are read from left to right in every language.
            dir="ltr"
            value={value}
            autocomplete="tel"
            required
            maxlength={80}
            autofocus={focus}
            {...describedBy('phone', help, problem)}
          />
        </div>
      </div>
      <Remarks name="phone" help={help} problem={words} />
    </div>
  )
}

interface NamedCountry {
  readonly code: string
  readonly name: string
}

const known = new WeakMap<readonly PhoneCountry[], Map<string, readonly NamedCountry[]>>()

/** Names cost more than the rest of a page, and the list of all countries is the same each time. */
function namesOf(locale: string, countries: readonly PhoneCountry[]): readonly NamedCountry[] {
  const ofList = known.get(countries) ?? new Map<string, readonly NamedCountry[]>()
  known.set(countries, ofList)
  const named = ofList.get(locale) ?? nameCountries(locale, countries)
  ofList.set(locale, named)
  return named
}

function nameCountries(locale: string, countries: readonly PhoneCountry[]): readonly NamedCountry[] {
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  const { compare } = new Intl.Collator(locale)
  return countries
    .map(({ code, callingCode }) => ({ code, title: names.of(code) ?? code, callingCode }))
    .toSorted((one, other) => compare(one.title, other.title))
    .map(({ code, title, callingCode }) => ({ code, name: `${title} (${LTR}+${callingCode}${END})` }))
}

/** Marks around the calling code, so that its plus stands before it in languages that are written from right to left. */
const [LTR, END] = ['\u2066', '\u2069']
