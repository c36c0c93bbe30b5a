import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anApplication as anyApplication, api, PRODUCTION, refusal } from '../management.ts'
import { anApplication, authorizePath, mailedCode, manage, pkce, signUp } from '../oauth.ts'
import { startServer } from '../server.ts'
import { identify, tokensOf } from './builders.ts'

const server = await startServer()
const REGISTERED = 'https://app.test/cb'
const spa = await anApplication(server, { redirectUri: REGISTERED })
const native = await anApplication(server, { redirectUri: 'com.example.app:/callback' })
const loopback = await anApplication(server, { redirectUri: 'http://127.0.0.1:4000/callback' })
await manage(server, 'POST', `/api/v1/applications/${spa.clientId}/auth_logout_urls`, { urls: [REGISTERED] })

const NEAR = [
  'https://app.test@evil.test/cb',
  'https://app.test:x@evil.test/cb',
  'https://app.test.evil.test/cb',
  'https://app.test%2f@evil.test/cb',
  'https://app.test%00.evil.test/cb',
  '//evil.test/cb',
  '//app.test/cb',
  'https:app.test/cb',
  'https:/app.test/cb',
  'https:///app.test/cb',
  'https:\\\\app.test\\cb',
  '\\\\evil.test/cb',
  'https://evil.test\\@app.test/cb',
  'https://evil.test#@app.test/cb',
  'https://app.test/..;/cb',
  'https://app.test/cb/../cb',
  'https://app.test/./cb',
  'https://app.test/cb/../x',
  'https://app.test/cb%2e%2e',
  'https://app.test/cb%2f..%2fx',
  'https://app.test/%63b',
  'https://app.test/cb?x',
  'https://app.test/cb?',
  'https://app.test/cb#f',
  'https://app.test/cb#',
  'https://app.test/cb/',
  'https://app.test/cb;x',
  'https://app.test./cb',
  'https://APP.test/cb',
  'https://app.test/CB',
  'HTTPS://app.test/cb',
  'http://app.test/cb',
  'https://app.test:443/cb',
  'https://app.test:8443/cb',
  'https://аpp.test/cb',
  'https://xn--pp-6kc.test/cb',
  'https://app。test/cb',
  'https://app.test/cb ',
  ' https://app.test/cb',
  'https://app.test/\tcb',
  'https://app.test/cb\n',
  'https://app.te\nst/cb',
  'https://app.test/cb\0',
  'https://*.test/cb',
  'https://app.test/*',
  'https://localhost.evil.test/cb',
  'http://localhost/cb',
  'http://127.0.0.1/cb',
  'http://2130706433/cb',
  'http://0177.0.0.1/cb',
  'http://[::1]/cb',
  'data:text/html,<script>alert(1)</script>',
  'javascript:alert(1)//https://app.test/cb',
  'vbscript:x',
  'blob:https://app.test/cb',
  'about:blank',
  `${REGISTERED},https://evil.test`,
  `${REGISTERED} https://evil.test`,
  `["${REGISTERED}"]`,
]

test.each(NEAR)('AS-01 ATO-08 %j is not the registered redirect URI', async (uri) => {
  const response = await server.request(authorizePath(spa, pkce(), { redirect_uri: uri, prompt: 'none' }))

  expect(response.status).toBe(400)
  expect(response.headers.get('location')).toBeNull()
})

test.each(NEAR)('ATO-08 no sign-out redirects to %j', async (uri) => {
  const response = await server.request(`/logout?${new URLSearchParams({ redirect: uri }).toString()}`)

  expect(response.status).toBe(400)
  expect(response.headers.get('location')).toBeNull()
})

const signedUp = await signUp(server, spa, 'leaving@example.com')
const { id_token: hint } = await tokensOf(server, spa, signedUp)

test.each(NEAR)('ATO-08 no sign-out with a hint redirects to %j', async (uri) => {
  const query = new URLSearchParams({ id_token_hint: hint, post_logout_redirect_uri: uri }).toString()
  const response = await server.request(`/logout?${query}`)
  expect([response.status, response.headers.get('location')]).toEqual([400, null])
})

test.each([
  '/auth//evil.test/code',
  '/auth/%2F%2Fevil.test/code',
  '/auth/%5C%5Cevil.test/code',
  '/auth/https:%2F%2Fevil.test/code',
  '/auth/%0d%0aLocation:%20https:%2F%2Fevil.test/code',
  '/device//evil.test/approve',
  '/device/%2F%2Fevil.test/approve',
  '/device/..%2F..%2F%2Fevil.test/approve',
  '//evil.test/device/code',
  '/auth/start?flow=//evil.test&intent=https://evil.test',
  '/device?user_code=//evil.test',
])('ATO-08 our own address %s leads to nobody else', async (path) => {
  const response = await server.request(server.origin + path)
  const location = response.headers.get('location')
  expect(response.status).toBeLessThan(500)
  expect(new URL(location ?? '/', server.origin).origin).toBe(server.origin)
})

test('AS-18 posted requests are stored within limits', async () => {
  const post = (body: string) =>
    server.request('/logout', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  const large = await post(`state=${'x'.repeat(17_000)}`)
  const answers = await Promise.all(Array.from({ length: 700 }, () => post('state=x')))
  const refused = answers.filter(({ status }) => status === 429)
  expect([large.status, refused.length > 0, answers.some(({ status }) => status === 303)]).toEqual([400, true, true])
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('AS-01 the registered redirect URI and return address are used byte for byte', async () => {
  const authorized = await server.request(authorizePath(spa, pkce(), { prompt: 'none' }))
  const signedOut = await server.request(`/logout?redirect=${encodeURIComponent(REGISTERED)}`)

  expect(authorized.headers.get('location')).toMatch(/^https:\/\/app\.test\/cb\?error=login_required&/)
  expect(signedOut.headers.get('location')).toBe(REGISTERED)
})

test.each([
  'com.example.app:/callback/',
  'com.example.app://callback',
  'COM.example.app:/callback',
  'com.example.app:callback',
  'com.example.app.evil:/callback',
  'com.example:/callback',
])('ATO-08 %j is not the registered custom scheme', async (uri) => {
  const response = await server.request(authorizePath(native, pkce(), { redirect_uri: uri, prompt: 'none' }))
  expect([response.status, response.headers.get('location')]).toEqual([400, null])
})

test.each([
  'http://localhost:4000/callback',
  'http://127.0.0.1:4000/callback/',
  'https://127.0.0.1:4000/callback',
  'http://127.1:4000/callback',
])('ATO-08 %j is not the registered loopback address', async (uri) => {
  const response = await server.request(authorizePath(loopback, pkce(), { redirect_uri: uri, prompt: 'none' }))
  expect([response.status, response.headers.get('location')]).toEqual([400, null])
})

const wild = await anApplication(server, { redirectUri: 'https://pr-*.app.test/cb' })
const WILD = 'https://pr-7.app.test/cb'

test.each(NEAR.map((uri) => uri.replace('app.test', 'pr-7.app.test')).filter((uri) => uri !== WILD))(
  'AS-01 ATO-08 %j is not below a registered wildcard',
  async (uri) => {
    const response = await server.request(authorizePath(wild, pkce(), { redirect_uri: uri, prompt: 'none' }))
    expect([response.status, response.headers.get('location')]).toEqual([400, null])
  },
)

test('a wildcard stands for one label, as far as redirects, sign-out and origins go', async () => {
  const { clientId } = wild
  await manage(server, 'POST', `/api/v1/applications/${clientId}/auth_logout_urls`, { urls: ['https://pr-*.app.test'] })
  const asked = await server.request(authorizePath(wild, pkce(), { redirect_uri: WILD, prompt: 'none' }))
  const left = await server.request('/logout?redirect=https://pr-7.app.test')
  const origins = ['https://pr-7.app.test', 'https://pr-7.x.app.test', 'https://pr-*.app.test', 'https://x.app.test']
  const allowed = await Promise.all(
    origins.map(async (origin) => {
      const response = await server.request('/oauth2/token', { method: 'OPTIONS', headers: { origin } })
      return response.headers.get('access-control-allow-origin')
    }),
  )
  expect(asked.headers.get('location')).toMatch(/^https:\/\/pr-7\.app\.test\/cb\?error=login_required&/)
  expect(left.headers.get('location')).toBe('https://pr-7.app.test')
  expect(allowed).toEqual(['https://pr-7.app.test', null, null, null])
})

test('AS-01 production has no wildcards until they are switched on, and none again after that', async () => {
  const calls = await api(server, { origin: PRODUCTION })
  const id = await anyApplication(calls)
  const path = `/applications/${id}/auth_redirect_urls`
  const urls = ['https://*.app.test/cb']
  const isAnswered = async () => {
    const client = { clientId: id, clientSecret: undefined, redirectUri: 'https://x.app.test/cb' }
    const response = await server.request(PRODUCTION + authorizePath(client, pkce(), { prompt: 'none' }))
    return response.headers.has('location')
  }
  expect(await calls.put(path, { urls })).toMatchObject(refusal(400, 'URL_WILDCARD_IN_PRODUCTION'))
  await calls.patch('/environment/settings', { is_wildcard_url_allowed: true })
  expect([(await calls.put(path, { urls })).status, await isAnswered()]).toEqual([200, true])
  await calls.patch('/environment/settings', { is_wildcard_url_allowed: null })
  expect(await isAnswered()).toBe(false)
})

test('AS-01 a native application listens on any loopback port (RFC 8252 section 7.3), a confidential one does not', async () => {
  const web = await anApplication(server, { type: 'reg', redirectUri: 'http://127.0.0.1/callback' })
  const uri = 'http://127.0.0.1:51004/callback'
  const [native, confidential] = await Promise.all(
    [loopback, web].map((client) =>
      server.request(authorizePath(client, pkce(), { redirect_uri: uri, prompt: 'none' })),
    ),
  )
  expect(native?.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:51004\/callback\?error=/)
  expect(confidential?.headers.get('location')).toBeNull()
})

test.each(['code', 'cancel'])('AS-01 a redirect URI removed during a sign-in gets no answer to "%s"', async (verb) => {
  const client = await anApplication(server, { redirectUri: 'https://leaving.test/cb' })
  const email = `leaving-${verb}@example.com`
  const { browser } = await identify(server, client, email)
  const { action, fields } = browser.form(verb)
  const typed = { ...fields, code: await mailedCode(server, email) }
  const path = `/api/v1/applications/${client.clientId}/auth_redirect_urls`
  await manage(server, 'PUT', path, { urls: ['https://staying.test/cb'] })
  const location = await browser.open(action, browser.formPost(typed))

  expect(new URL(location).origin).toBe(server.origin)
  expect([browser.page?.status, browser.page?.html.includes('invalid_redirect_uri')]).toEqual([400, true])
})

test('AS-01 a redirect URI of one application does not work for another', async () => {
  const response = await server.request(authorizePath(native, pkce(), { redirect_uri: REGISTERED }))
  expect([response.status, response.headers.get('location')]).toEqual([400, null])
})

test('AS-01 a text that differs from the registered one is never followed', async () => {
  const edited = fc
    .tuple(fc.nat(REGISTERED.length), fc.nat(3), fc.string({ unit: 'binary', maxLength: 6 }))
    .map(([at, drop, text]) => REGISTERED.slice(0, at) + text + REGISTERED.slice(at + drop))
  const uris = fc.oneof(
    edited,
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.string({ unit: 'binary' }),
  )
  await fc.assert(
    fc.asyncProperty(uris, async (uri) => {
      fc.pre(uri !== REGISTERED)
      const response = await server.request(authorizePath(spa, pkce(), { redirect_uri: uri, prompt: 'none' }))
      expect([response.status, response.headers.get('location')]).toEqual([400, null])
    }),
    { numRuns: 300 },
  )
})

test('AS-02 an answer goes to the registered address or nowhere, whatever the other parameters', async () => {
  const names = [
    'response_type',
    'response_mode',
    'scope',
    'prompt',
    'state',
    'nonce',
    'max_age',
    'login_hint',
    'request',
    'audience',
  ]
  const values = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('none', 'code', 'token', 'login', '//evil.test'),
  )
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), values), async (more) => {
      const response = await server.request(authorizePath(spa, pkce(), more))
      expect(response.headers.get('location') ?? `${REGISTERED}?`).toMatch(/^https:\/\/app\.test\/cb\?/)
      expect(response.status).toBeLessThan(500)
    }),
    { numRuns: 300 },
  )
})
