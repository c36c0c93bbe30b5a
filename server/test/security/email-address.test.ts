import fc from 'fast-check'
import { domainToASCII } from 'node:url'
import { expect, test } from 'vitest'
import { parseEmailAddress } from '#domain/identities'
import { assertPlainAddress } from '../../src/platform/mail/recipient.ts'

const domain = fc.constantFrom('victim.test', 'exämple.test', 'EXAMPLE.test', 'a.b-c.example')
const local = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9+_-]{0,20}$/)
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.tuple(local, domain, fc.string({ maxLength: 12 }), domain).map(([a, b, c, d]) => `${a}@${b}${c}${d}`),
  fc.tuple(local, domain).map(([a, b]) => `${a}@${b}`),
)

test('ATO-32 the compared address and the mailed address have the same domain', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const parsed = parseEmailAddress(text)
      if (!parsed) return
      const mailed = parsed.typed.slice(parsed.typed.lastIndexOf('@') + 1)
      expect(mailed).toMatch(/^[\p{L}\p{M}\p{N}.-]+$/u)
      expect(domainToASCII(mailed)).toBe(parsed.normalized.slice(parsed.normalized.lastIndexOf('@') + 1))
    }),
    { numRuns: 3_000 },
  )
})

test('ATO-32 a parsed address is one plain address for every mail library', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const parsed = parseEmailAddress(text)
      if (parsed) expect(() => assertPlainAddress(parsed.typed)).not.toThrow()
      if (parsed) expect(parsed.normalized).toMatch(/^[!-~]+@[a-z0-9.-]+$/)
    }),
    { numRuns: 3_000 },
  )
})

test('ATO-33 normalising twice changes nothing', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const parsed = parseEmailAddress(text)
      if (parsed) expect(parseEmailAddress(parsed.normalized)?.normalized).toBe(parsed.normalized)
    }),
    { numRuns: 3_000 },
  )
})

test.each([
  'a@victim.test#.evil.test',
  'a@victim.test/.evil.test',
  'a@victim.test?.evil.test',
  'a@victim.test\\.evil.test',
  'a@ex%61mple.test',
  'a@exam\nple.test',
  'a@exam\tple.test',
  'a@victim.test:25',
  'a@[127.0.0.1]',
  'a@127.0.0.1',
  '"a b"@victim.test',
  'a(comment)@victim.test',
  'a@victim.test,b@evil.test',
  'a@b@victim.test',
  'victim@evil.test\r\nBcc: all@evil.test',
  'a@victim.test\0',
  'a@exam\u00adple.test',
  'a@vic\u200dtim.test',
  'a@vic\ufe0ftim.test',
  'a@vic\u034ftim.test',
  'a@vic\u3164tim.test',
])('ATO-32 %j is not an address', (text) => {
  expect(parseEmailAddress(text)).toBeUndefined()
})

test.each([
  ['Ada@Example.TEST', 'ada@example.test'],
  [' ada@example.test ', 'ada@example.test'],
  ['ａｄａ@ｅxample.test', 'ada@example.test'],
  ['ada@exämple.test', 'ada@xn--exmple-cua.test'],
  ['a.d.a+tag@example.test', 'a.d.a+tag@example.test'],
])('ATO-33 %j is compared as %j', (text, normalized) => {
  expect(parseEmailAddress(text)?.normalized).toBe(normalized)
})

test.each([
  ['Ada@Example.TEST', 'Ada@example.test'],
  ['ada@EXÄMPLE.test', 'ada@exämple.test'],
  ['ada@xn--exmple-cua.test', 'ada@exämple.test'],
  ['ada@ex\u0061\u0308mple.test', 'ada@exämple.test'],
])('ATO-33 %j is stored and shown as %j', (text, typed) => {
  expect(parseEmailAddress(text)?.typed).toBe(typed)
})

test.each(['ı@example.test', 'аda@example.test', 'ada\u200d@example.test'])(
  'ATO-33 a look-alike mailbox %j is refused',
  (text) => {
    expect(parseEmailAddress(text)).toBeUndefined()
  },
)
