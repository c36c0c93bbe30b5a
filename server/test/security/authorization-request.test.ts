import { expect, test } from 'vitest'
import { anApplication, authorizePath, claimsOf, mailedCode, manage, pkce, signUp } from '../oauth.ts'
import { type BrowserSession } from '../browser-session.ts'
import { startServer } from '../server.ts'
import { anAccount, identify, PASSWORD, tokensOf } from './builders.ts'

const server = await startServer()
const spa = await anApplication(server)
const web = await anApplication(server, { type: 'reg' })

/** Returns the redirect of an authorization request that needs no answer of a person. */
async function answerTo(client: typeof spa, more: Record<string, string | undefined> = {}): Promise<URLSearchParams> {
  const response = await server.request(authorizePath(client, pkce(), more))
  return new URL(response.headers.get('location') ?? 'none:').searchParams
}

test.each([
  ['without client_id', { client_id: undefined }],
  ['with an unknown client', { client_id: 'f'.repeat(32) }],
  ['with a malformed client', { client_id: '../admin' }],
  ['with a client id in capitals', { client_id: spa.clientId.toUpperCase() }],
  ['without redirect_uri', { redirect_uri: undefined }],
  ['with the redirect URI of nobody', { redirect_uri: 'https://evil.test/callback' }],
  ['with an unknown client and prompt=none', { client_id: 'f'.repeat(32), prompt: 'none' }],
  [
    'with a foreign redirect URI and a bad response_type',
    { redirect_uri: 'https://evil.test/', response_type: 'token' },
  ],
])('AS-02 a request %s goes nowhere', async (_name, more) => {
  const response = await server.request(authorizePath(spa, pkce(), more))

  expect(response.status).toBe(400)
  expect(response.headers.get('location')).toBeNull()
})

test.each(['client_id', 'redirect_uri'])('AS-02 AS-12 a request with two %s goes nowhere', async (name) => {
  const value = new URLSearchParams(authorizePath(spa, pkce()).split('?')[1]).get(name) ?? ''
  const response = await server.request(`${authorizePath(spa, pkce())}&${name}=${encodeURIComponent(value)}`)

  expect(response.status).toBe(400)
  expect(response.headers.get('location')).toBeNull()
})

test('AS-16 a request of a deleted application is never redirected, even with prompt=none', async () => {
  const gone = await anApplication(server)
  await manage(server, 'DELETE', `/api/v1/applications/${gone.clientId}`)
  const answers = await Promise.all(
    [{ prompt: 'none' }, { scope: '\0' }, { response_type: 'token' }, { request: 'x' }].map((more) =>
      server.request(authorizePath(gone, pkce(), more)),
    ),
  )

  expect(answers.map(({ status, headers }) => [status, headers.get('location')])).toEqual(
    answers.map(() => [400, null]),
  )
})

test.each([
  'token',
  'id_token',
  'code token',
  'code id_token',
  'id_token token',
  'code id_token token',
  'none',
  'CODE',
])('AS-03 response_type=%s is not supported', async (responseType) => {
  expect((await answerTo(spa, { response_type: responseType })).get('error')).toBe('unsupported_response_type')
})

test.each(['fragment', 'web_message', 'query.jwt', 'x'])(
  'AS-14 response_mode=%s is refused in the query',
  async (mode) => {
    const answer = await answerTo(spa, { response_mode: mode })
    expect(answer.get('error')).toBe('invalid_request')
    expect(answer.get('state')).toBe('state-1')
  },
)

test.each([
  ['without a challenge', { code_challenge: undefined, code_challenge_method: undefined }],
  ['with a challenge that says nothing of its method', { code_challenge_method: undefined }],
  ['with the method plain', { code_challenge_method: 'plain' }],
  ['with the method s256', { code_challenge_method: 's256' }],
  ['with a method and no challenge', { code_challenge: undefined }],
])('AS-04 a public client %s is refused', async (_name, more) => {
  expect((await answerTo(spa, more)).get('error')).toBe('invalid_request')
})

test.each(['plain', 'S512', ''])('AS-04 a confidential client with the method "%s" is refused', async (method) => {
  expect((await answerTo(web, { code_challenge_method: method })).get('error')).toBe('invalid_request')
})

test('AS-04 a confidential client needs PKCE once its switch says so', async () => {
  const strict = await anApplication(server, { type: 'reg', settings: { is_pkce_required: true } })
  const without = { code_challenge: undefined, code_challenge_method: undefined }

  expect((await answerTo(strict, without)).get('error')).toBe('invalid_request')
  expect((await server.request(authorizePath(web, pkce(), without))).status).toBe(200)
})

test.each([
  'x'.repeat(42),
  'x'.repeat(44),
  `${'x'.repeat(42)}=`,
  `${'x'.repeat(42)}+`,
  `${'x'.repeat(42)}ä`,
  '\0'.repeat(43),
])('AS-06 the challenge %j is malformed', async (challenge) => {
  expect((await answerTo(spa, { code_challenge: challenge })).get('error')).toBe('invalid_request')
})

test.each([
  ['an error', { response_type: 'token' }],
  ['login_required', { prompt: 'none' }],
])('AS-09 %s carries iss', async (_name, more) => {
  expect((await answerTo(spa, more)).get('iss')).toBe(server.origin)
})

test('AS-09 success carries iss', async () => {
  const { callback } = await signUp(server, spa, 'iss@example.com')
  expect(callback.searchParams.get('iss')).toBe(server.origin)
})

test('AS-10 every redirect after a form is a 303', async () => {
  const { browser } = await identify(server, spa, 'see-other@example.com')
  const { action, fields } = browser.form('cancel')
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const post = browser.formPost(fields)
  const headers = { ...(post.headers as Record<string, string>), cookie }
  const send = async (verb: string) =>
    (await server.request(action.replace('cancel', verb), { ...post, headers })).status

  expect([await send('resend'), await send('change'), await send('cancel')]).toEqual([303, 303, 303])
})

test('AS-10 the redirects after a code and after a password are 303s that cannot be cached and send no referrer', async () => {
  const byPassword = await anApplication(server, { settings: { email_method: 'email:password' } })
  await anAccount(server, { email: 'credential@example.com', password: PASSWORD })
  const first = await identify(server, byPassword, 'credential@example.com')
  const password = await posted(first.browser, 'password', { password: PASSWORD })
  const second = await identify(server, spa, 'credential@example.com')
  const code = await posted(second.browser, 'code', { code: await mailedCode(server, 'credential@example.com') })

  expect([password.status, code.status]).toEqual([303, 303])
  expect([password, code].map(({ headers }) => headers.get('location')?.includes('code='))).toEqual([true, true])
  expect([password, code].map(({ headers }) => [headers.get('cache-control'), headers.get('referrer-policy')])).toEqual(
    [1, 2].map(() => ['no-store', 'no-referrer']),
  )
})

/** Returns the answer to the form of a page, before the browser follows it. */
function posted(browser: BrowserSession, verb: string, typed: Record<string, string>): Promise<Response> {
  const { action, fields } = browser.form(verb)
  const post = browser.formPost({ ...fields, ...typed })
  const headers = new Headers(post.headers)
  headers.set('cookie', [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
  return server.request(action, { ...post, headers })
}

test.each([
  ['the first page', authorizePath(spa, pkce())],
  ['the page of a bad redirect URI', authorizePath(spa, pkce(), { redirect_uri: 'https://evil.test/' })],
  ['the page of an unknown client', authorizePath(spa, pkce(), { client_id: 'x' })],
  ['the page of a flow that is not there', '/auth/00000000-0000-7000-8000-000000000000'],
  ['the page of nothing', '/nothing'],
  ['the signed-out page', '/logout'],
  ['the page for the code of a device', '/device'],
  ['the page of a device that is not there', '/device/00000000-0000-7000-8000-000000000000'],
  ['the inbox', '/dev/inbox'],
  ['the reference', '/api/reference'],
])('AS-11 ATO-22 %s cannot be framed, cached or made to run anything', async (_name, path) => {
  const { headers } = await server.request(path)

  expect(headers.get('content-security-policy')).toMatch(
    /^default-src 'none';.*frame-ancestors 'none'; base-uri 'none'$/,
  )
  expect(headers.get('content-security-policy')).not.toMatch(/unsafe|form-action/)
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-frame-options': 'DENY',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
  })
})

test.each(['state', 'nonce', 'scope', 'prompt', 'code_challenge', 'something_unknown'])(
  'AS-12 %s twice is an invalid request',
  async (name) => {
    const response = await server.request(`${authorizePath(spa, pkce())}&${name}=a&${name}=b`)
    const { searchParams } = new URL(response.headers.get('location') ?? 'none:')
    expect(searchParams.get('error')).toBe('invalid_request')
  },
)

test('AS-13 CS-14 unknown parameters are ignored, and empty ones are absent', async () => {
  const more = {
    foo: 'bar',
    acr_values: '1',
    display: 'popup',
    prompt: '',
    max_age: '',
    claims: '{}',
    id_token_hint: '',
  }
  const response = await server.request(authorizePath(spa, pkce(), more))

  expect(response.status).toBe(200)
})

const STATES = {
  unicode: 'żółć 🦊 \u202e',
  'a plus and a space': 'a+b c',
  escapes: '%00%2B%',
  'a NUL': 'a\0b',
  markup: '"><script>alert(1)</script>&amp;',
  'line breaks': 'a\r\nb\tc',
  'its own form': 'a=b&code=c#d',
}

test.each(Object.entries(STATES))('AS-15 state and nonce with %s come back as they were', async (name, text) => {
  const { browser, callback, proof } = await signUp(server, spa, `${name.replaceAll(' ', '-')}@example.com`, {
    state: text,
    nonce: text,
  })
  const tokens = await tokensOf(server, spa, { browser, callback, proof })

  expect(callback.searchParams.get('state')).toBe(text)
  expect(callback.hash).toBe('')
  expect(claimsOf(tokens.id_token)['nonce']).toBe(text)
})

test.each(Object.entries(STATES))('AS-15 an error returns a state with %s as it was', async (_name, text) => {
  expect((await answerTo(spa, { state: text, prompt: 'none' })).get('state')).toBe(text)
})

test.each(Object.entries(STATES))(
  'AS-15 AS-64 a page shows nothing of a hint with %s as markup',
  async (_name, text) => {
    const response = await server.request(
      authorizePath(spa, pkce(), { login_hint: `${text}@x.test`, state: text, ui_locales: text }),
    )

    expect(response.status).toBe(200)
    expect(await response.text()).not.toContain('<script>alert(1)')
  },
)

test.each([
  ['request', 'request_not_supported'],
  ['request_uri', 'request_uri_not_supported'],
  ['registration', 'registration_not_supported'],
])('AS-17 %s is refused by its own code', async (name, error) => {
  expect((await answerTo(spa, { [name]: 'https://evil.test/' })).get('error')).toBe(error)
})

test.each(['m2m', 'device'])('AS-26 an application of type %s cannot use the authorization endpoint', async (type) => {
  const created = await manage(server, 'POST', '/api/v1/applications', { name: 'Box', type })
  const { client_id: clientId } = (created as { application: { client_id: string } }).application
  const path = `/api/v1/applications/${clientId}/auth_redirect_urls`
  await manage(server, 'POST', path, { urls: [spa.redirectUri] })

  expect((await answerTo({ ...spa, clientId })).get('error')).toBe('unauthorized_client')
})

test('AS-58 offline_access is offline, and unknown scopes are left out', async () => {
  const { callback } = await signUp(server, spa, 'scopes@example.com', {
    scope: 'openid offline_access admin read:users',
  })
  expect(callback.searchParams.get('scope')).toBe('openid offline')
})

test.each([
  ['login_required', { prompt: 'none' }],
  ['unsupported_response_type', { response_type: 'token' }],
  ['invalid_request', { code_challenge: undefined }],
  ['invalid_request', { prompt: 'none login' }],
  ['invalid_request', { audience: 'https://unknown"\\\r\n.test' }],
  ['invalid_request', { claims: '"\\' }],
  ['invalid_target', { resource: 'https://unknown.test/"' }],
  ['request_not_supported', { request: 'x' }],
  ['request_uri_not_supported', { request_uri: 'x' }],
  ['registration_not_supported', { registration: '{}' }],
  ['unmet_authentication_requirements', { claims: '{"id_token":{"acr":{"essential":true,"value":"x"}}}' }],
])('CS-11 the error %s comes with description, state and iss and nothing else', async (error, more) => {
  const answer = await answerTo(spa, more)

  expect([...answer.keys()].sort()).toEqual(['error', 'error_description', 'iss', 'state'])
  expect([answer.get('error'), answer.get('state'), answer.get('iss')]).toEqual([error, 'state-1', server.origin])
  expect(answer.get('error_description')).toMatch(/^[ !#-[\]-~]+$/)
})

test('CS-11 access_denied does the same when the person cancels', async () => {
  const { browser } = await identify(server, spa, 'cancelled@example.com')
  const answer = new URL(await browser.submit('cancel')).searchParams

  expect([...answer.keys()].sort()).toEqual(['error', 'error_description', 'iss', 'state'])
  expect([answer.get('error'), answer.get('iss')]).toEqual(['access_denied', server.origin])
  expect(answer.get('error_description')).toMatch(/^[ !#-[\]-~]+$/)
})
