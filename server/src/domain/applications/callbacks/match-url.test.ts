import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkAllowedUrl } from './allowed-url.ts'
import { matchUrl, type UrlMatch } from './match-url.ts'

const ALL = { hasWildcards: true, hasLoopbackPorts: true }
const REGISTERED: UrlMatch = { kind: 'registered' }

function isMatch(entry: string, sent: string, rules = ALL): boolean {
  return matchUrl([entry], sent, rules) !== undefined
}

test.each([
  ['https://*.a.example/cb', 'https://x.a.example/cb'],
  ['https://*.a.example/cb', 'https://pr-12.a.example/cb'],
  ['https://*.a.example/cb', 'https://a_b.a.example/cb'],
  ['https://*.a.example/cb', 'https://xn--bcher-kva.a.example/cb'],
  ['https://pre-*-suf.a.example', 'https://pre-1-suf.a.example'],
  ['https://pre-*.a.example:8443', 'https://pre-1.a.example:8443'],
  ['http://*.localhost:3000', 'http://shop.localhost:3000'],
  ['http://127.0.0.1/cb', 'http://127.0.0.1:51004/cb'],
  ['http://127.0.0.1:4000/cb?x', 'http://127.0.0.1:65535/cb?x'],
  ['http://127.0.0.1:4000', 'http://127.0.0.1'],
  ['http://[::1]/cb', 'http://[::1]:51004/cb'],
  ['myapp://host/cb', 'myapp://host/cb'],
  ['https://a.example/?x=1', 'https://a.example/?x=1'],
])('with %s registered, %s matches', (entry, sent) => {
  expect(matchUrl([entry], sent, ALL)).toEqual(REGISTERED)
})

test.each([
  ['https://*.a.example/cb', 'https://a.example/cb'],
  ['https://*.a.example/cb', 'https://.a.example/cb'],
  ['https://*.a.example/cb', 'https://x.y.a.example/cb'],
  ['https://*.a.example/cb', 'https://-.a.example/cb'],
  ['https://*.a.example/cb', 'https://x-.a.example/cb'],
  ['https://*.a.example/cb', `https://${'x'.repeat(64)}.a.example/cb`],
  ['https://*.a.example/cb', 'https://X.a.example/cb'],
  ['https://*.a.example/cb', 'https://*.a.example/cb'],
  ['https://*.a.example/cb', 'https://evil.test/.a.example/cb'],
  ['https://*.a.example/cb', 'https://evil.test?.a.example/cb'],
  ['https://*.a.example/cb', 'https://evil.test#.a.example/cb'],
  ['https://*.a.example/cb', 'https://evil.test\\.a.example/cb'],
  ['https://*.a.example/cb', 'https://evil.test@.a.example/cb'],
  ['https://*.a.example/cb', 'https://user@x.a.example/cb'],
  ['https://*.a.example/cb', 'https://x:443.a.example/cb'],
  ['https://*.a.example/cb', 'https://x%2e.a.example/cb'],
  ['https://*.a.example/cb', 'https://x。y.a.example/cb'],
  ['https://*.a.example/cb', 'https://х.a.example/cb'],
  ['https://*.a.example/cb', 'https://x\n.a.example/cb'],
  ['https://*.a.example/cb', 'https://x.a.example/cb\n'],
  ['https://*.a.example/cb', 'https://x.a.example/cb/'],
  ['https://*.a.example/cb', 'https://x.a.example/cb?x'],
  ['https://*.a.example/cb', 'https://x.a.example./cb'],
  ['https://*.a.example/cb', 'https://x.a.example:443/cb'],
  ['https://*.a.example/cb', 'http://x.a.example/cb'],
  ['https://*.a.example', 'https://x.a.example.evil.test'],
  ['https://pre-*-suf.a.example', 'https://pre--suf.a.example'],
  ['https://pre-*-suf.a.example', 'https://pre-suf.a.example'],
  ['https://pre-*-suf.a.example', 'https://pre-x.a.example'],
  ['http://127.0.0.1/cb', 'http://127.0.0.1:0/cb'],
  ['http://127.0.0.1/cb', 'http://127.0.0.1:65536/cb'],
  ['http://127.0.0.1/cb', 'http://127.0.0.1:04000/cb'],
  ['http://127.0.0.1/cb', 'http://127.0.0.1:4000/cb/'],
  ['http://127.0.0.1/cb', 'http://127.0.0.1:4000@evil.test/cb'],
  ['http://127.0.0.1/cb', 'http://127.0.0.1:4000.evil.test/cb'],
  ['http://127.0.0.1/cb', 'http://127.0.0.2:4000/cb'],
  ['http://127.0.0.1/cb', 'http://127.1:4000/cb'],
  ['http://127.0.0.1/cb', 'http://2130706433:4000/cb'],
  ['http://127.0.0.1/cb', 'http://[::1]:4000/cb'],
  ['http://127.0.0.1/cb', 'http://localhost:4000/cb'],
  ['http://127.0.0.1/cb', 'https://127.0.0.1:4000/cb'],
  ['http://localhost/cb', 'http://localhost:4000/cb'],
  ['https://127.0.0.1/cb', 'https://127.0.0.1:4000/cb'],
])('ATO-08 with %s registered, %j does not match', (entry, sent) => {
  expect(isMatch(entry, sent)).toBe(false)
})

test('a wildcard counts only where wildcards are allowed', () => {
  expect(isMatch('https://*.a.example', 'https://x.a.example', { ...ALL, hasWildcards: false })).toBe(false)
})

test('a loopback port is free only for native applications (RFC 8252 section 7.3)', () => {
  const rules = { ...ALL, hasLoopbackPorts: false }
  expect(isMatch('http://127.0.0.1/cb', 'http://127.0.0.1:4000/cb', rules)).toBe(false)
  expect(isMatch('http://127.0.0.1/cb', 'http://127.0.0.1/cb', rules)).toBe(true)
})

test('an entry for all organizations returns the handle that was sent, and its own text belongs to no organization', () => {
  const entry = 'https://{organization.handle}.a.example/cb'
  expect(matchUrl([entry], 'https://red.a.example/cb', ALL)).toEqual({ kind: 'handle', entry, handle: 'red' })
  expect(matchUrl([entry], entry, ALL)).toEqual({ kind: 'handle', entry, handle: undefined })
  expect(matchUrl([entry, 'https://red.a.example/cb'], 'https://red.a.example/cb', ALL)).toEqual(REGISTERED)
})

test('ATO-08 for every match of a wildcard a browser goes to one label below the domain', () => {
  const entry = 'https://pre-*.a.example/cb'
  const part = fc.string({ unit: fc.constantFrom(...'abx019-._~:/?@[]%&=#\\\t\n \u00e9\u3002*{}') })
  const sent = fc.tuple(part, part).map(([one, two]) => `https://pre-${one}.a.example/cb${two}`)
  fc.assert(
    fc.property(fc.oneof(sent, part, fc.webUrl()), (url) => {
      if (!isMatch(entry, url)) return
      expect(new URL(url).href).toBe(url)
      expect(new URL(url).host).toMatch(/^pre-[a-z0-9_-]+\.a\.example$/)
    }),
    { numRuns: 2_000 },
  )
})

function isAccepted(url: string): boolean {
  try {
    checkAllowedUrl(url, { isList: true, hasWildcards: true })
    return true
  } catch {
    return false
  }
}

test('ATO-08 every URL that matches an accepted entry could have been registered itself', () => {
  const text = fc.string({ unit: fc.constantFrom(...'ab1-._~:/?@[]%&=#\\* \n{}') })
  const host = fc.constantFrom(
    'a.example',
    'b.a.example',
    'vercel.app',
    'co.uk',
    'localhost:3000',
    '127.0.0.1',
    '[::1]',
  )
  const label = fc.constantFrom('*.', 'pre-*.', '*-suf.', '{organization.handle}.', '')
  const scheme = fc.constantFrom('https://', 'http://', 'myapp://', 'https:', '')
  const entries = fc.tuple(scheme, label, host, fc.constantFrom('', '/', '/cb', '/cb?x=y', '/*'))
  fc.assert(
    fc.property(entries, text, text, ([start, open, rest, path], part, more) => {
      const entry = start + open + rest + path
      const filled = entry.replace('*', part).replace('{organization.handle}', part)
      const near = [filled, filled + more, more + filled, filled.replace('1/', `1:${more}/`)]
      const matching = near.filter((sent) => sent !== entry && matchUrl([entry], sent, ALL) !== undefined)
      expect(isAccepted(entry) ? matching.filter((sent) => !isAccepted(sent)) : []).toEqual([])
    }),
    { numRuns: 3_000 },
  )
})
