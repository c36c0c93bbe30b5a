import { expect, test } from 'vitest'
import { emailIn, parseLoginHint } from './login-hint.ts'

test.each([
  ['ada@example.com', { kind: 'email', value: 'ada@example.com' }],
  ['phone:+61400000000:au', { kind: 'phone', value: '+61400000000' }],
  ['phone:61400000000:au', { kind: 'phone', value: '+61400000000' }],
  ['phone:+61400000000', { kind: 'phone', value: '+61400000000' }],
  ['phone: 61400000000:AU', { kind: 'phone', value: '+61400000000' }],
  ['\u2068ada@example.com\u2069', { kind: 'email', value: 'ada@example.com' }],
  ['username:Bob_the_dog', { kind: 'username', value: 'Bob_the_dog' }],
])('the hint %s is read (P6-3, P6-4)', (hint, parsed) => {
  expect(parseLoginHint(hint)).toEqual(parsed)
})

test.each([
  '',
  'ada',
  'ada@',
  '@example.com',
  'a b@example.com',
  'ada@example.com\r\nbcc:x',
  'phone:0400000000:au',
  'phone:+614:au',
  'phone:+61400000000:australia',
  'username:',
  'username:a@b',
  'mailto:ada@example.com',
  `${'x'.repeat(300)}@example.com`,
])('the hint %j is malformed and ignored (P6-5)', (hint) => {
  expect(parseLoginHint(hint)).toBeUndefined()
})

test('only an address fills the field for addresses', () => {
  expect([emailIn('ada@example.com'), emailIn('phone:+61400000000:au'), emailIn(undefined)]).toEqual([
    'ada@example.com',
    undefined,
    undefined,
  ])
})
