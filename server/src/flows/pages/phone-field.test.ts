import { expect, test } from 'vitest'
import { listPhoneCountries, parseMobileNumber } from '#domain/identities'
import { aFrame } from '../../../test/pages/frame.ts'
import { htmlOf } from '../../../test/pages/html-of.ts'
import { PhoneField, type PhoneFieldProps } from './phone-field.tsx'

const fieldIn = (locale: string, differences: Partial<PhoneFieldProps> = {}) => {
  const { t } = aFrame(locale)
  const props = { t, locale, countries: listPhoneCountries(), country: 'DE', ...differences }
  return htmlOf(PhoneField, { nonce: '', ...props })
}
const read = (text: string, country?: string, allowed: string[] = []) => {
  const answer = parseMobileNumber(text, { country, allowed })
  return 'phone' in answer ? answer.phone.normalized : answer.problem
}

test.each([
  ['0151 12345678', 'DE'],
  ['0151/1234-5678', 'DE'],
  ['151 12345678', 'DE'],
  ['0049 151 12345678', 'DE'],
  ['+49 (0)151 12345678', 'DE'],
  ['+49 151 12345678', 'US'],
  ['+49 151 12345678', undefined],
  ['+49 151 12345678', 'not a country'],
  ['\u200e+49 151\u00a012345678\u200f', 'US'],
  ['+49\u2060151\u200b12345678', undefined],
  ['＋４９１５１１２３４５６７８', undefined],
  ['+٤٩ ١٥١ ١٢٣٤٥٦٧٨', undefined],
  ['۰۱۵۱۱۲۳۴۵۶۷۸', 'DE'],
  ['tel:+49-151-12345678', undefined],
])('%j with the country %s is read as the same number (M3-4)', (text, country) => {
  expect(read(text, country)).toBe('+4915112345678')
})

test.each([
  ['', 'DE', 'phone_missing'],
  [' \u200b', 'DE', 'phone_missing'],
  ['0151 12345678', undefined, 'phone_country_missing'],
  ['0151', 'DE', 'phone_invalid'],
  ['ada@example.com', 'DE', 'phone_invalid'],
  ['+49 151 12345678 ext. 5', 'DE', 'phone_invalid'],
  ['+49 151 12345678, +49 151 12345679', 'DE', 'phone_invalid'],
  ['+4915112345678\nBcc: +4915112345679', 'DE', 'phone_invalid'],
  ['+999 151 12345678', 'DE', 'phone_invalid'],
  [`+${'4'.repeat(200)}`, 'DE', 'phone_invalid'],
])('%j with the country %s is refused in words: %s', (text, country, problem) => {
  expect(read(text, country)).toBe(problem)
})

test.each([
  ['+49 30 12345678', 'a landline'],
  ['+44 20 7946 0000', 'a landline'],
  ['+44 909 8790000', 'a premium number'],
  ['+1 800 234 5678', 'a free call'],
])('ATO-31 %s is %s, which gets no text message', (text) => {
  expect(read(text)).toBe('phone_not_mobile')
})

test('ATO-31 numbers of countries that are not allowed are refused, also those that share a code', () => {
  expect(read('+1 202 555 0123', undefined, ['US'])).toBe('+12025550123')
  expect(read('+1 876 555 0123', undefined, ['US'])).toBe('phone_country_not_allowed')
  expect(read('+44 7797 712345', undefined, ['GB'])).toBe('phone_country_not_allowed')
  expect(read('+44 7700 900123', undefined, ['GB'])).toBe('+447700900123')
  expect(read('+44 7700 900123', undefined, ['JE'])).toBe('phone_country_not_allowed')
})

test.each(['+870 773 111 632', '+882 16 1234567', '+883 5100 12345678'])(
  'ATO-31 %s belongs to no country, and is refused wherever nothing else is said',
  (text) => {
    expect(read(text)).toBe('phone_country_not_allowed')
  },
)

test('browsers fill in the number, and the chosen country stays chosen', () => {
  const html = fieldIn('en', { value: '0151' })
  expect(html).toMatch(/<input id="phone" name="phone" type="tel"[^>]*autocomplete="tel"/)
  expect(html).toMatch(/<option value="DE" selected="">Germany \(\u2066\+49\u2069\)/)
  expect(html.match(/selected/g)).toHaveLength(1)
})

test('countries are named and sorted in the language of the page', () => {
  expect(fieldIn('de')).toContain('Deutschland')
  expect(fieldIn('ar')).toContain('ألمانيا')
  const html = fieldIn('de')
  expect(html.indexOf('Ägypten')).toBeLessThan(html.indexOf('Belgien'))
})

test('only the countries that are allowed can be chosen', () => {
  const html = fieldIn('en', { countries: listPhoneCountries(['DE', 'AT']) })
  expect(html.match(/<option/g)).toHaveLength(3)
})

test.each(['en', 'de', 'ar'])('in %s each problem has words of its own, tied to the number', (locale) => {
  const problems = [
    'phone_missing',
    'phone_country_missing',
    'phone_invalid',
    'phone_not_mobile',
    'phone_country_not_allowed',
  ] as const
  const told = problems.map((problem) => {
    const html = fieldIn(locale, { problem })
    expect(html).toContain('aria-describedby="phone-problem" aria-invalid="true"')
    return /id="phone-problem">.*?<span>(.*?)<\/span>/s.exec(html)?.[1]
  })
  expect(new Set(told).size).toBe(problems.length)
  expect(told.join()).not.toContain('sms.phone')
})
