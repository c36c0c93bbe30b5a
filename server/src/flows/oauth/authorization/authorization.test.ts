import { expect, test } from 'vitest'
import {
  anApplication,
  authorizePath,
  claimsOf,
  exchange,
  mailedCode,
  pkce,
  signUp,
  type Tokens,
} from '../../../../test/oauth.ts'
import { BrowserSession } from '../../../../test/browser-session.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
const confidential = await anApplication(server, { type: 'reg', redirectUri: 'https://server.example.com/cb' })

async function answerOf(path: string): Promise<Record<string, string>> {
  return Object.fromEntries(new URL(await new BrowserSession(server).open(path)).searchParams)
}

test.each([
  ['no response_type', { response_type: undefined }, 'invalid_request'],
  ['implicit', { response_type: 'token' }, 'unsupported_response_type'],
  ['hybrid', { response_type: 'code id_token' }, 'unsupported_response_type'],
  ['no PKCE from a public client', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
  ['PKCE plain', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['PKCE without method', { code_challenge_method: undefined }, 'invalid_request'],
  ['a challenge of the wrong length', { code_challenge: 'short' }, 'invalid_request'],
  ['prompt=none with another', { prompt: 'none login' }, 'invalid_request'],
  ['an unknown prompt', { prompt: 'sing' }, 'invalid_request'],
  ['a max_age that is no number', { max_age: 'soon' }, 'invalid_request'],
  ['a request object', { request: 'eyJ' }, 'request_not_supported'],
  ['a request_uri', { request_uri: 'https://evil.example' }, 'request_uri_not_supported'],
  ['a registration', { registration: '{}' }, 'registration_not_supported'],
  ['an audience nobody registered', { audience: 'https://api.example.com' }, 'invalid_request'],
  ['prompt=none without a session', { prompt: 'none' }, 'login_required'],
])('%s goes back to the client as an error', async (_what, more, error) => {
  expect(await answerOf(authorizePath(client, pkce(), more))).toMatchObject({
    error,
    state: 'state-1',
    iss: server.origin,
  })
})

test('empty and unknown parameters are ignored (AS-13)', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { audience: '', prompt: '', org_name: '', whatever: 'x' }))
  expect(browser.page?.status).toBe(200)
})

test('a confidential client needs no PKCE (P1-1)', async () => {
  const browser = new BrowserSession(server)
  await browser.open(
    authorizePath(confidential, pkce(), { code_challenge: undefined, code_challenge_method: undefined }),
  )
  expect(browser.page?.status).toBe(200)
})

test('a confidential client with that setting must use PKCE (P1-2)', async () => {
  const strict = await anApplication(server, {
    type: 'reg',
    redirectUri: 'https://strict.example.com/cb',
    settings: { is_pkce_required: true },
  })
  const answer = await answerOf(
    authorizePath(strict, pkce(), { code_challenge: undefined, code_challenge_method: undefined }),
  )
  expect(answer).toMatchObject({ error: 'invalid_request' })
})

test('the request may be posted, also from another site (P1-5, AS-18)', async () => {
  const browser = new BrowserSession(server)
  const { searchParams } = new URL(authorizePath(client, pkce()), server.origin)
  await browser.open('/oauth2/auth', {
    method: 'POST',
    body: searchParams.toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'https://app.example.com',
      'sec-fetch-site': 'cross-site',
    },
  })
  await browser.submit('identify', { email: 'posted@example.com' })
  expect(browser.page?.html).toContain('posted@example.com')
})

test('prompt=login asks again even with a session (P6-1)', async () => {
  const { browser } = await signUp(server, client, 'again@example.com')
  await browser.open(authorizePath(client, pkce(), { prompt: 'login' }))
  expect(browser.page?.html).toContain('name="email"')
})

test('prompt=none answers silently from a session (P8-2)', async () => {
  const { browser } = await signUp(server, client, 'silent@example.com')
  expect(await browser.open(authorizePath(client, pkce(), { prompt: 'none' }))).toContain('code=')
})

test('AS-53 prompt=none is rejected where the session’s method is not enabled here (P8-3)', async () => {
  const strict = await anApplication(server, {
    redirectUri: 'https://password.example.com/cb',
    settings: { email_method: 'email:password' },
  })
  const { browser } = await signUp(server, client, 'not-enough@example.com')
  const location = await browser.open(authorizePath(strict, pkce(), { prompt: 'none' }))
  expect(new URL(location).searchParams.get('error')).toBe('login_required')
})

test('max_age asks again when the sign-in is older (AS-51)', async () => {
  const { browser } = await signUp(server, client, 'aged@example.com')
  await server.advance(100)
  await browser.open(authorizePath(client, pkce(), { max_age: '60' }))
  expect(browser.page?.html).toContain('name="email"')
})

test('a login_hint fills in the address, on sign-in and on sign-up (P6-3)', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { login_hint: 'hint@example.com' }))
  const onSignIn = browser.page?.html
  await browser.open(authorizePath(client, pkce(), { login_hint: 'hint@example.com', prompt: 'create' }))
  expect(onSignIn).toContain('value="hint@example.com"')
  expect(browser.page?.html).toContain('value="hint@example.com"')
})

test('a login_hint of another person shows the page, instead of signing in the person with the session', async () => {
  const { browser } = await signUp(server, client, 'one@example.com')
  await browser.open(authorizePath(client, pkce(), { login_hint: 'other@example.com' }))
  expect(browser.page?.html).toContain('value="other@example.com"')
})

test('start_page=registration opens sign-up, for an older official SDK', async () => {
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { start_page: 'registration' }))
  expect(browser.form('register').action).toContain('/auth/')
})

test('a session that was idle for too long no longer signs in (M7-3)', async () => {
  const { browser } = await signUp(server, client, 'idle@example.com')
  await server.advance(86_401)
  await browser.open(authorizePath(client, pkce()))
  expect(browser.page?.html).toContain('name="email"')
})

test('signing in again replaces the session; the other applications keep their tokens', async () => {
  const signedUp = await signUp(server, client, 'replaced@example.com')
  const tokens = (await (await exchange(server, client, signedUp)).json()) as Tokens
  const { browser } = signedUp
  const before = [...browser.cookies.values()].join()
  await browser.open(authorizePath(client, pkce(), { prompt: 'login' }))
  await browser.submit('identify', { email: 'replaced@example.com' })
  await browser.submit('code', { code: await mailedCode(server, 'replaced@example.com') })
  const profile = await server.request('/oauth2/v2/user_profile', {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })

  expect([...browser.cookies.values()].join()).not.toBe(before)
  expect(profile.status).toBe(200)
  expect(claimsOf(tokens.access_token)['sub']).toMatch(/^kp_[0-9a-f]{32}$/)
})

test('an address longer than 8 kB gets 414 (P1-7)', async () => {
  const response = await server.request(authorizePath(client, pkce(), { state: 'x'.repeat(9_000) }))
  expect(response.status).toBe(414)
})
