import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import {
  directionOf,
  formatDuration,
  formatRelative,
  formatTime,
  loadCatalogue,
  localeName,
  negotiateLocale,
  translator,
} from './index.ts'

const catalogue = loadCatalogue(fileURLToPath(new URL('../../../locales', import.meta.url)))
const translations = catalogue.locales.filter((locale) => locale !== 'en')
const available = ['ar', 'de', 'en', 'pt-BR', 'zh-CN']

const messagesOf = (locale: string) => catalogue.messages.get(locale) ?? new Map<string, string>()
const keysOf = (locale: string) => [...messagesOf(locale).keys()]
const placeholdersOf = (message: string) =>
  [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name))].sort()

test.each(translations)('%s has exactly the keys of English, in the same order', (locale) => {
  expect(keysOf(locale)).toEqual(keysOf('en'))
})

test.each(translations)('%s fills the same placeholders as English', (locale) => {
  const placeholders = (of: string) => keysOf('en').map((key) => [key, placeholdersOf(messagesOf(of).get(key) ?? '')])
  expect(placeholders(locale)).toEqual(placeholders('en'))
})

test.each(catalogue.locales)('every message of %s is valid ICU', (locale) => {
  const t = translator(catalogue, locale)
  const values = new Proxy({}, { get: () => 2, has: () => true, ownKeys: () => [] })
  expect(() => keysOf(locale).map((key) => t(key, values))).not.toThrow()
})

test('a key that a language lacks is said in English', () => {
  const messages = new Map([
    ['de', new Map()],
    ['en', new Map([['greeting', 'Hello {name}']])],
  ])
  const t = translator({ locales: ['de', 'en'], messages, compiled: new Map() }, 'de')
  expect(t('greeting', { name: 'Ada' })).toBe('Hello Ada')
})

test('markup in values and messages stays text', () => {
  const messages = new Map([['en', new Map([['greeting', 'Hello <b>{name}</b>']])]])
  const t = translator({ locales: ['en'], messages, compiled: new Map() }, 'en')
  expect(t('greeting', { name: '<i>' })).toBe('Hello <b><i></b>')
})

test.each([
  ['the parameter wins over the browser', { requested: 'de', acceptLanguage: 'ar' }, 'de'],
  ['a region falls back to its language', { requested: 'de-AT' }, 'de'],
  ['a language finds a region of it', { requested: 'pt' }, 'pt-BR'],
  ['another region of the language is close enough', { requested: 'pt-PT' }, 'pt-BR'],
  ['another script is not', { requested: 'zh-TW' }, 'en'],
  ['what we do not speak falls back to the browser', { requested: 'tlh', acceptLanguage: 'ar;q=0.5' }, 'ar'],
  ['the browser ranks its languages', { acceptLanguage: 'en;q=0.2, de-CH;q=0.9, fr' }, 'de'],
  ['a weight of zero refuses', { acceptLanguage: 'de;q=0, ar;q=0.1' }, 'ar'],
  ['several wishes are tried in order (ui_locales)', { requested: 'fr ar de' }, 'ar'],
  ['the default of the environment comes last', { acceptLanguage: 'fr', preferred: 'de' }, 'de'],
  ['nonsense is no wish', { requested: '../../etc/passwd', acceptLanguage: '*;;q=,,\u0000' }, 'en'],
  ['an endless header is cut', { acceptLanguage: `${'x,'.repeat(10_000)}ar`, preferred: 'de' }, 'de'],
])('%s', (_, wishes, locale) => {
  expect(negotiateLocale({ ...wishes, available })).toBe(locale)
})

test.each([
  [7200, 'en', '2 hours'],
  [300, 'en', '5 minutes'],
  [60, 'en', '1 minute'],
  [5400, 'en', '1 hour, 30 minutes'],
  [61, 'en', '1 minute, 1 second'],
  [0.2, 'en', '1 second'],
  [7200, 'de', '2 Stunden'],
  [7200, 'ar', 'ساعتان'],
])('%d seconds in %s are "%s"', (seconds, locale, words) => {
  expect(formatDuration(locale, seconds)).toBe(words)
})

test('moments are told relatively and exactly, the zone named', () => {
  const now = new Date('2026-03-02T12:00:00Z')
  expect(formatRelative('en', new Date('2026-03-02T11:57:00Z'), now)).toBe('3 minutes ago')
  expect(formatRelative('en', now, now)).toBe('now')
  expect(formatTime('en', now)).toBe('Mar 2, 2026, 12:00 PM UTC')
})

test('scripts know their direction and languages their own name', () => {
  expect(['ar', 'he-IL', 'fa', 'en', 'ku'].map(directionOf)).toEqual(['rtl', 'rtl', 'rtl', 'ltr', 'ltr'])
  expect(['de', 'en', 'ar'].map(localeName)).toEqual(['Deutsch', 'English', 'العربية'])
})
