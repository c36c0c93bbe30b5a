import { expect, test } from 'vitest'
import { anApplication, authorizePath, pkce, type TestClient } from '../oauth.ts'
import { BrowserSession } from '../browser-session.ts'
import { startServer } from '../server.ts'
import { identify } from './builders.ts'

const server = await startServer()
const client: TestClient = await anApplication(server)
const byPassword = await anApplication(server, { settings: { email_method: 'email:password' } })

const NASTY = {
  'a NUL': '\0',
  'what is not a text': '\ufffd\u{10ffff}\ud7ff',
  'right-to-left marks': '\u202e\u200fadmin',
  'line breaks': 'a\r\nset-cookie: x=y',
  markup: '"><script>alert(1)</script>',
  quotes: `';--"\``,
  'a template': '{{7*7}}${7*7}',
  'a prototype': '__proto__',
  length: 'x'.repeat(7_000),
  'a number': '1e999',
  json: '{"a":[1]}',
} as const

const AUTHORIZE = ['state', 'nonce', 'scope', 'prompt', 'max_age', 'login_hint', 'audience', 'lang', 'ui_locales']
const MORE = [
  'response_type',
  'response_mode',
  'code_challenge',
  'client_id',
  'redirect_uri',
  'org_code',
  'request_handle',
  'claims',
  'acr_values',
  'resource',
  'id_token_hint',
  'reauth_state',
  'display',
]
const TOKEN = [
  'grant_type',
  'client_id',
  'client_secret',
  'code',
  'code_verifier',
  'refresh_token',
  'scope',
  'audience',
  'resource',
  'device_code',
  'client_assertion',
]
/** Endpoints that clients call, with a form that is right except for the token or the client. */
const CALLED = {
  '/oauth2/introspect': { token: 'x', token_type_hint: 'access_token' },
  '/oauth2/revoke': { token: 'x', token_type_hint: 'refresh_token' },
  '/oauth2/device/auth': { scope: 'openid', audience: '', resource: '' },
  '/logout': { id_token_hint: 'x', post_logout_redirect_uri: 'x', state: 'x', logout_hint: 'x' },
} as const
let people = 0
const somebody = () => `person-${String((people += 1))}@example.com`
const pairs = (names: readonly string[]) =>
  names.flatMap((name) => Object.entries(NASTY).map(([what, value]) => [name, what, value] as const))

test.each(pairs([...AUTHORIZE, ...MORE]))(
  '%s with %s is no reason to fail at authorization',
  async (name, _what, value) => {
    const browser = new BrowserSession(server)
    const location = await browser.open(authorizePath(client, pkce(), { [name]: value }))
    const isShown = location.startsWith(server.origin)

    expect(isShown ? browser.page?.status : 303).toBeLessThan(500)
    expect(browser.page?.html ?? '').not.toContain('<script>alert(1)')
  },
)

test.each(pairs(['state', 'nonce', 'login_hint', 'org_code', 'lang', 'utm_source']))(
  '%s with %s comes through a whole flow',
  async (name, what, value) => {
    const browser = new BrowserSession(server)
    const location = await browser.open(authorizePath(client, pkce(), { [name]: value }))
    // The only one of these with a limit of its own: the refusal goes to the application.
    if (name === 'nonce' && what === 'length') {
      expect(new URL(location).searchParams.get('error')).toBe('invalid_request')
      return
    }
    // An address that is too long was answered already.
    const isTooLong = browser.page?.status === 414
    if (!isTooLong) await browser.submit('identify', { email: somebody() })

    expect(browser.page?.status).toBe(isTooLong ? 414 : 200)
  },
)

test.each(pairs(TOKEN))('%s with %s is no reason to fail at the token endpoint', async (name, _what, value) => {
  const fields = { grant_type: 'authorization_code', client_id: client.clientId, code: 'x', refresh_token: 'x' }
  const response = await server.request('/oauth2/token', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...fields, [name]: value }).toString(),
  })

  expect(response.status).toBeLessThan(500)
  expect(await response.json()).toHaveProperty('error')
})

test.each(
  Object.entries(CALLED).flatMap(([path, fields]) =>
    pairs(['client_id', 'client_secret', ...Object.keys(fields)]).map((pair) => [path, ...pair] as const),
  ),
)('at %s %s with %s is no reason to fail', async (path, name, _what, value) => {
  const fields = { client_id: client.clientId, ...CALLED[path as keyof typeof CALLED], [name]: value }
  const response = await server.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  })

  expect(response.status).toBeLessThan(500)
  expect(response.headers.get('location') ?? '/').toMatch(/^\/(?![/\\])/)
})

test.each(pairs(['email', 'given_name', 'family_name', 'csrf', 'flow']))(
  '%s with %s is no reason to fail at sign-up',
  async (name, _what, value) => {
    const browser = new BrowserSession(server)
    await browser.open(authorizePath(client, pkce(), { prompt: 'create' }))
    await browser.submit('register', { email: somebody(), given_name: 'Grace', [name]: value })

    expect(browser.page?.status).toBeLessThan(500)
    expect(browser.page?.html).not.toContain('<script>alert(1)')
  },
)

test.each(pairs(['code', 'csrf', 'flow']))(
  '%s with %s is no reason to fail at the code',
  async (name, _what, value) => {
    const { browser } = await identify(server, client, somebody())
    await browser.submit('code', { code: '12', [name]: value })

    expect(browser.page?.status).toBeLessThan(500)
  },
)

test.each(pairs(['password', 'csrf']))(
  '%s with %s is no reason to fail at the password',
  async (name, _what, value) => {
    const { browser } = await identify(server, byPassword, somebody())
    await browser.submit('password', { password: 'x', [name]: value })

    expect(browser.page?.status).toBeLessThan(500)
  },
)

test.each([
  '/auth/%00',
  '/auth/%00/identify',
  '/auth/%E0%A4%A',
  '/auth/start?flow=%00',
  '/auth/start?flow=AAAA',
  '/auth/start',
  '/auth/..%2f..%2fetc',
  '/auth/00000000-0000-7000-8000-000000000000',
  '/logout?redirect=%00',
  '/logout?redirect=//evil.test',
  '/dev/inbox?to=%00',
  '/dev/inbox/messages?to=%00',
  '/dev/inbox/messages?to=%ff',
  '/dev/inbox/messages/%00/html',
  '/setup/%00',
  '/api/v1/%00',
  '/oauth2/auth?request_handle=%00',
  '/oauth2/auth?%00=%00',
  '/oauth2/auth?%ff=%fe&client_id=%',
  '/.well-known/openid-configuration?%00',
  '/%00',
  '//evil.test/',
  '/%5c%5cevil.test',
])('%s is no reason to fail', async (path) => {
  const response = await server.request(path)

  expect(response.status).toBeLessThan(500)
  expect(response.headers.get('location') ?? '/').toMatch(/^\/(?![/\\])/)
})

const BODIES = {
  'a raw NUL': `client_id=${client.clientId}&state=a\0b`,
  'broken escapes': 'client_id=%&state=%zz%ff',
  'a thousand names': Array.from({ length: 1_000 }, (_, at) => `n${String(at)}=1`).join('&'),
  nothing: '',
}

test.each(
  Object.entries(BODIES).flatMap(([what, body]) =>
    [
      '/oauth2/auth',
      '/oauth2/token',
      '/oauth2/introspect',
      '/oauth2/revoke',
      '/oauth2/device/auth',
      '/oauth2/v2/user_profile',
      '/logout',
      '/device/code',
      '/dev/inbox',
      '/auth/x/identify',
      '/auth/x/consent',
    ].map((path) => [what, path, body] as const),
  ),
)('a body with %s is no reason to fail at %s', async (_what, path, body) => {
  const response = await server.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    body,
  })

  expect(response.status).toBeLessThan(500)
})

test.each(['/oauth2/auth', '/oauth2/token', '/auth/x/identify', '/api/v1/applications'])(
  'ATO-40 a body without end or length is not read to its end at %s',
  async (path) => {
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1
        if (sent > 4_000) controller.close()
        else controller.enqueue(new Uint8Array(64 * 1024).fill(0x61))
      },
    })
    const response = await server.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      body,
      duplex: 'half',
    })

    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
    expect(sent).toBeLessThan(100)
  },
)

test.each(['cookie', 'accept-language', 'user-agent', 'origin', 'authorization', 'x-forwarded-for', 'content-type'])(
  'a strange %s is no reason to fail',
  async (name) => {
    const path = authorizePath(client, pkce())
    const answers = await Promise.all(
      [
        '',
        ';;;===',
        '\xff\xfe',
        'x'.repeat(5_000),
        'Basic %%%',
        'Bearer a.b.c',
        'de;q=9,*;q=x,x-y-z',
        '9.9.9.9,::1',
      ].map((value) => server.request(path, { headers: { [name]: value } })),
    )

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  },
)
