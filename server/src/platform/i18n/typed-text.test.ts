import { expect, test } from 'vitest'
import { trimTyped, withoutBlanks, withPlainDigits } from './typed-text.ts'

test.each([
  ['Arabic-Indic', '٠١٢٣٤٥٦٧٨٩'],
  ['Persian', '۰۱۲۳۴۵۶۷۸۹'],
  ['Devanagari', '०१२३४५६७८९'],
  ['Bengali', '০১২৩৪৫৬৭৮৯'],
  ['Thai', '๐๑๒๓๔๕๖๗๘๙'],
  ['Khmer', '០១២៣៤៥៦៧៨៩'],
  ['full-width', '０１２３４５６７８９'],
  ['Adlam', '𞥐𞥑𞥒𞥓𞥔𞥕𞥖𞥗𞥘𞥙'],
  ['mathematical bold', '𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗'],
  ['mathematical monospace', '𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿'],
])('%s digits have their own values', (_script, digits) => {
  expect(withPlainDigits(digits)).toBe('0123456789')
})

test('a character that is not a digit stays as it is', () => {
  expect(withPlainDigits('a½²Ⅳ一b7')).toBe('a½²Ⅳ一b7')
})

test('every digit of Unicode has the value of the JavaScript engine', () => {
  const format = new Intl.NumberFormat('en', { useGrouping: false })
  const scripts = Intl.supportedValuesOf('numberingSystem').map((numberingSystem) => {
    const digits = new Intl.NumberFormat('en', { numberingSystem, useGrouping: false })
    return Array.from({ length: 10 }, (_, value) => digits.format(value)).join('')
  })
  const positional = scripts.filter((digits) => /^\p{Nd}{10}$/u.test(digits))
  expect(positional.length).toBeGreaterThan(50)
  expect(new Set(positional.map(withPlainDigits))).toEqual(new Set([`0${format.format(123_456_789)}`]))
})

test('marks of direction, joiners and blanks are removed around an address, and everywhere in a code', () => {
  expect(trimTyped('\u2068\ufeff ada@example.com\u2069\u200b')).toBe('ada@example.com')
  expect(trimTyped('ada\u200b@example.com')).toBe('ada\u200b@example.com')
  expect(withoutBlanks('\u202a12\u00ad3\u00a04\u200d56\u202c')).toBe('123456')
})
