import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkAllowedUrl } from './allowed-url.ts'

/** Returns the code of the refusal, or undefined. */
function codeOf(url: string, { hasWildcards = true } = {}): unknown {
  try {
    return void checkAllowedUrl(url, { isList: true, hasWildcards })
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}

test.each([
  'https://a.example',
  'https://a.example/',
  'https://a.example:8443/callback',
  'https://a.example:443/callback',
  'https://a.example/wp-admin/admin-ajax.php?action=openid-connect-authorize',
  'https://a.example/a%20b?x=1,2&y[]=3',
  'https://xn--bcher-kva.example/callback',
  'https://192.0.2.1/callback',
  'https://[2001:db8::1]/callback',
  'http://localhost:3000/callback',
  'http://shop.localhost:3000',
  'http://127.0.0.1:53682/',
  'http://[::1]:3000/callback',
  'myapp://host/kinde_callback',
  'myapp://Host/Callback',
  'com.example.app:/oauth2redirect',
  'exp+slug://expo-development-client',
  'https://*.a.example/callback',
  'https://pre-*-suf.a.example',
  'https://*.shop.a.example:8443/callback?x=y',
  'https://my-app-*.vercel.app',
  'https://*-my-app.vercel.app/callback',
  'https://*.my-app.vercel.app',
  'http://*.localhost:3000/callback',
  'https://{organization.handle}.a.example',
  'https://{organization.handle}.a.co.uk:8443/callback?x=y',
  'https://{organization.handle}.my-app.vercel.app',
  'http://{organization.handle}.localhost:3000/callback',
])('%s is accepted', (url) => {
  expect(codeOf(url)).toBeUndefined()
})

test.each([
  ['', 'URL_SCHEME_MISSING'],
  ['team.example.com/path', 'URL_SCHEME_MISSING'],
  ['localhost:3000/callback', 'URL_SCHEME_MISSING'],
  ['//a.example', 'URL_SCHEME_MISSING'],
  ['/callback', 'URL_SCHEME_MISSING'],
  ['javascript:alert(1)', 'URL_SCHEME_NOT_ALLOWED'],
  ['JavaScript://a.example/%0aalert(1)', 'URL_SCHEME_NOT_ALLOWED'],
  ['data:text/html,<script>', 'URL_SCHEME_NOT_ALLOWED'],
  ['vbscript:x', 'URL_SCHEME_NOT_ALLOWED'],
  ['file:///etc/passwd', 'URL_SCHEME_NOT_ALLOWED'],
  ['blob:https://a.example/1', 'URL_SCHEME_NOT_ALLOWED'],
  ['https://a.example#b', 'URL_FRAGMENT_NOT_ALLOWED'],
  ['https://a.example/#', 'URL_FRAGMENT_NOT_ALLOWED'],
  ['https://user:secret@a.example', 'URL_CREDENTIALS_NOT_ALLOWED'],
  ['https://a.example@evil.example', 'URL_CREDENTIALS_NOT_ALLOWED'],
  ['https://*', 'URL_WILDCARD_NOT_ALLOWED'],
  ['https://*/callback', 'URL_WILDCARD_NOT_ALLOWED'],
  ['https://*.com', 'URL_WILDCARD_NOT_ALLOWED'],
  ['https://pre-*.co.uk', 'URL_WILDCARD_NOT_ALLOWED'],
  ['https://*.internal', 'URL_WILDCARD_NOT_ALLOWED'],
  ['https://**.a.example', 'URL_WILDCARD_NOT_ALLOWED'],
  ['https://*.*.a.example', 'URL_WILDCARD_NOT_ALLOWED'],
  ['https://a.*.a.example', 'URL_WILDCARD_NOT_ALLOWED'],
  ['https://-*.a.example', 'URL_WILDCARD_NOT_ALLOWED'],
  ['https://*-.a.example', 'URL_WILDCARD_NOT_ALLOWED'],
  ['https://a*b_.a.example', 'URL_WILDCARD_NOT_ALLOWED'],
  ['https://a.example/*', 'URL_WILDCARD_NOT_ALLOWED'],
  ['https://a.example?x=*', 'URL_WILDCARD_NOT_ALLOWED'],
  ['https://*.a.example/*', 'URL_WILDCARD_NOT_ALLOWED'],
  ['https://a.example:*/', 'INVALID_URL'],
  ['https://*.0.0.1', 'INVALID_URL'],
  ['https://*@a.example', 'URL_CREDENTIALS_NOT_ALLOWED'],
  ['http://*.a.example', 'URL_HTTP_NOT_LOCAL'],
  ['myapp://*.a.example', 'URL_WILDCARD_NOT_ALLOWED'],
  ['https://*.vercel.app', 'URL_WILDCARD_NOT_ALLOWED'],
  ['https://*.github.io/callback', 'URL_WILDCARD_NOT_ALLOWED'],
  ['https://*.A.example', 'URL_NOT_NORMALIZED'],
  ['https://a.example ', 'URL_INVALID_CHARACTER'],
  [' https://a.example', 'URL_INVALID_CHARACTER'],
  ['https://a.example/a b', 'URL_INVALID_CHARACTER'],
  ['https://a.example/\n', 'URL_INVALID_CHARACTER'],
  ['https://a.example\\@evil.example', 'URL_INVALID_CHARACTER'],
  ['https://bücher.example', 'URL_INVALID_CHARACTER'],
  ['https://a.example/\u200b', 'URL_INVALID_CHARACTER'],
  ['https://{organization.name}.a.example', 'URL_INVALID_CHARACTER'],
  ['https://{Organization.handle}.a.example', 'URL_INVALID_CHARACTER'],
  ['https://{organization.handle}', 'URL_PLACEHOLDER_NOT_ALLOWED'],
  ['https://{organization.handle}.com', 'URL_PLACEHOLDER_NOT_ALLOWED'],
  ['https://{organization.handle}.co.uk', 'URL_PLACEHOLDER_NOT_ALLOWED'],
  ['https://{organization.handle}.vercel.app', 'URL_PLACEHOLDER_NOT_ALLOWED'],
  ['https://{organization.handle}.shop.a.example', 'URL_PLACEHOLDER_NOT_ALLOWED'],
  ['https://a.{organization.handle}.a.example', 'URL_PLACEHOLDER_NOT_ALLOWED'],
  ['https://x-{organization.handle}.a.example', 'URL_PLACEHOLDER_NOT_ALLOWED'],
  ['https://{organization.handle}-x.a.example', 'URL_PLACEHOLDER_NOT_ALLOWED'],
  ['https://{organization.handle}.{organization.handle}.example', 'URL_PLACEHOLDER_NOT_ALLOWED'],
  ['https://{organization.handle}*.a.example', 'URL_PLACEHOLDER_NOT_ALLOWED'],
  ['https://{organization.handle}.a.example/*', 'URL_PLACEHOLDER_NOT_ALLOWED'],
  ['https://a.example/{organization.handle}', 'URL_PLACEHOLDER_NOT_ALLOWED'],
  ['https://a.example?to=https://{organization.handle}.a.example', 'URL_PLACEHOLDER_NOT_ALLOWED'],
  ['myapp://{organization.handle}.a.example', 'URL_PLACEHOLDER_NOT_ALLOWED'],
  ['http://{organization.handle}.a.example', 'URL_HTTP_NOT_LOCAL'],
  ['https://A.example/Callback', 'URL_NOT_NORMALIZED'],
  ['HTTPS://a.example', 'URL_NOT_NORMALIZED'],
  ['MyApp://callback', 'URL_NOT_NORMALIZED'],
  ['https://0x7f.1/', 'URL_NOT_NORMALIZED'],
  ['https://a.example:08443', 'URL_NOT_NORMALIZED'],
  ['https://a.example:/', 'URL_NOT_NORMALIZED'],
  ['http://a.example', 'URL_HTTP_NOT_LOCAL'],
  ['http://localhost.evil.example', 'URL_HTTP_NOT_LOCAL'],
  ['http://notlocalhost', 'URL_HTTP_NOT_LOCAL'],
  ['http://127.0.0.1.evil.example', 'URL_HTTP_NOT_LOCAL'],
  ['https://', 'INVALID_URL'],
  ['https:a.example', 'INVALID_URL'],
  ['https:///a.example', 'INVALID_URL'],
  ['https://a.example:99999', 'INVALID_URL'],
  [`https://a.example/${'a'.repeat(2_000)}`, 'URL_TOO_LONG'],
])('%s is refused with %s', (url, code) => {
  expect(codeOf(url)).toBe(code)
})

test.each([
  ['https://A.Example:8443/Callback?X=Y', '"https://a.example:8443/Callback?X=Y"'],
  ['HTTPS://a.example', '"https://a.example"'],
  ['team.example.com/path', '"https://team.example.com/path"'],
  ['{organization.handle}.a.example', '"https://{organization.handle}.a.example"'],
  ['https://{organization.handle}.A.example/B', '"https://{organization.handle}.a.example/B"'],
  ['*.A.example', '"https://*.A.example"'],
  ['localhost:3000/callback', '"http://localhost:3000/callback"'],
  ['https://a.example/a b', '"https://a.example/a%20b"'],
  [' https://a.example/b', 'did you mean "https://a.example/b"?'],
  ['https://a.example\n', 'did you mean "https://a.example"?'],
])('%s is refused with the form that would match (A2-5, A2-7)', (url, better) => {
  expect(() => checkAllowedUrl(url)).toThrow(better)
})

test('in production a wildcard is refused with the switch that would allow it, the placeholder is not (A2-11)', () => {
  expect(codeOf('https://*.a.example', { hasWildcards: false })).toBe('URL_WILDCARD_IN_PRODUCTION')
  expect(() => checkAllowedUrl('https://*.a.example', { isList: true, hasWildcards: false })).toThrow(
    'is_wildcard_url_allowed',
  )
  expect(codeOf('https://{organization.handle}.a.example', { hasWildcards: false })).toBeUndefined()
})

test('an accepted address is the one that a browser sends back, byte for byte', () => {
  const part = fc.string({ unit: fc.constantFrom(...'abAB01-._~:/?@[]%&=,;+* \\\t\u00e9') })
  fc.assert(
    fc.property(
      fc.constantFrom('https://', 'https://a.example/', 'http://localhost', 'https:', ''),
      part,
      (start, rest) => {
        const url = start + rest
        if (codeOf(url) !== undefined || !url.startsWith('http')) return
        const { protocol, host } = new URL(url)
        // A port that the scheme implies may be written out.
        const sent = url.replace(/^([^/]+\/\/[^/?]*):(443|80)(?=[/?]|$)/, '$1')
        expect(sent.startsWith(`${protocol}//${host}`)).toBe(true)
      },
    ),
  )
})
