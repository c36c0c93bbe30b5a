import { expect, test } from 'vitest'
import { searchWordsOf } from './search-words.ts'

const words = (givenName: string | null, familyName: string | null, ...identities: [string, string][]) =>
  searchWordsOf({
    givenName,
    familyName,
    identities: identities.map(([kind, normalized]) => ({ kind, normalized, email: null })),
  })

test.each<[string, string[], string[]]>([
  ['a name of two words', words('Ada Maria', 'Lovelace'), ['ada', 'maria', 'lovelace']],
  ['a name with accents', words('José', 'Núñez'), ['jose', 'nunez']],
  ['a double name', words('Jean-Luc', "O'Brien"), ['jean-luc', 'luc', "o'brien", 'brien']],
  [
    'an address',
    words(null, null, ['email', 'john.snow@mail.example.com']),
    ['john.snow@mail.example.com', 'snow@mail.example.com', 'mail.example.com', 'example.com'],
  ],
  ['a number', words(null, null, ['phone', '+61426148233']), ['+61426148233', '61426148233']],
  ['a username', words(null, null, ['username', 'rosy_rose']), ['rosy_rose', 'rose']],
  ['nothing', words(null, ' '), []],
  ['what a provider calls somebody', words(null, null, ['social', '12345']), []],
])('%s is found by its words', (_what, found, expected) => {
  expect(found).toEqual(expected)
})

test('a word is kept once and has a limit', () => {
  expect(words('a'.repeat(300), 'a'.repeat(300))).toEqual(['a'.repeat(100)])
})
