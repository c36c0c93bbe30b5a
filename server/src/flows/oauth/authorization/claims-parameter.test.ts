import { expect, test } from 'vitest'
import { BrowserSession } from '../../../../test/browser-session.ts'
import {
  anApplication,
  authorizePath,
  claimsOf,
  exchange,
  mailedCode,
  pkce,
  refresh,
  signUp,
  type SignedIn,
  type Tokens,
} from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
const strict = await anApplication(server, {
  redirectUri: 'https://strict.example.com/cb',
  settings: { is_standard_claims_only: true },
})

const tokensOf = async (signedIn: SignedIn) => (await (await exchange(server, client, signedIn)).json()) as Tokens
const answerTo = async (browser: BrowserSession, more: Record<string, string>) =>
  Object.fromEntries(new URL(await browser.open(authorizePath(client, pkce(), more))).searchParams)
const asking = (claims: unknown) => ({ scope: 'openid offline', claims: JSON.stringify(claims) })

async function profileOf({ access_token: token }: Tokens): Promise<Record<string, unknown>> {
  const response = await server.request('/oauth2/v2/user_profile', { headers: { authorization: `Bearer ${token}` } })
  return (await response.json()) as Record<string, unknown>
}

/** Signs a person in by code in a browser that is on the first page. */
async function signInAs(browser: BrowserSession, email: string): Promise<URL> {
  await browser.submit('identify', { email })
  return new URL(await browser.submit('code', { code: await mailedCode(server, email) }))
}

test('AS-57 claims requested by name are returned without their scopes', async () => {
  const claims = { id_token: { email: null }, userinfo: { given_name: { essential: true } } }
  const tokens = await tokensOf(await signUp(server, client, 'named@example.com', asking(claims)))
  const idToken = claimsOf(tokens.id_token)
  const profile = await profileOf(tokens)

  expect([idToken['email'], idToken['given_name']]).toEqual(['named@example.com', undefined])
  expect([profile['email'], profile['given_name']]).toEqual([undefined, 'Ada'])
})

test('AS-57 a refresh keeps the claims requested by name', async () => {
  const signedIn = await signUp(server, client, 'kept@example.com', asking({ id_token: { email: null } }))
  const { refresh_token: token } = await tokensOf(signedIn)
  const refreshed = (await (await refresh(server, client, token)).json()) as Tokens

  expect(claimsOf(refreshed.id_token)).toMatchObject({ email: 'kept@example.com' })
})

test('CS-07 AS-57 claims requested by name are returned even with standard claims only', async () => {
  const more = { claims: JSON.stringify({ id_token: { name: null } }) }
  const signedIn = await signUp(server, strict, 'standard@example.com', more)
  const tokens = (await (await exchange(server, strict, signedIn)).json()) as Tokens
  const idToken = claimsOf(tokens.id_token)

  expect([idToken['name'], idToken['email'], idToken['org_codes']]).toEqual(['Ada Lovelace', undefined, undefined])
})

test.each([
  ['of claims that nobody knows', { id_token: { 'https://example.com/shoe_size': { essential: true } } }],
  ['of members that nobody knows', { verified_claims: { x: 1 }, id_token: null }],
  ['of a value that is another', { userinfo: { email: { value: 'other@example.com' } } }],
  ['of a level of authentication as a wish', { id_token: { acr: { values: ['urn:example:gold'] } } }],
  ['of any level of authentication', { id_token: { acr: { essential: true } } }],
  ['of the time of the sign-in', { id_token: { auth_time: { essential: true } } }],
])('AS-57 CS-14 claims %s does not fail', async (what, claims) => {
  const email = `${what.replaceAll(' ', '-')}@example.com`
  const tokens = await tokensOf(await signUp(server, client, email, asking(claims)))
  expect(claimsOf(tokens.id_token)).toMatchObject({ sub: expect.stringMatching(/^kp_/), auth_time: expect.any(Number) })
})

test.each([
  '[]',
  'null',
  '"x"',
  '{',
  'x',
  '{"id_token":[]}',
  '{"id_token":"email"}',
  '{"userinfo":{"email":1}}',
  '{"id_token":{"email":{"essential":"yes"}}}',
  '{"id_token":{"acr":{"values":"1"}}}',
])('AS-57 the claims %s are malformed', async (claims) => {
  expect(await answerTo(new BrowserSession(server), { claims })).toMatchObject({
    error: 'invalid_request',
    state: 'state-1',
    iss: server.origin,
  })
})

test.each([{ value: 'urn:example:gold' }, { values: ['1', '2'] }])(
  'AS-59 an essential level of authentication %j fails',
  async (wish) => {
    const claims = JSON.stringify({ id_token: { acr: { essential: true, ...wish } } })
    expect(await answerTo(new BrowserSession(server), { claims })).toMatchObject({
      error: 'unmet_authentication_requirements',
    })
  },
)

test('AS-59 acr_values is voluntary: the token has the acr of the sign-in, and its amr names the methods used', async () => {
  const tokens = await tokensOf(await signUp(server, client, 'acr@example.com', { acr_values: 'urn:x:gold 1' }))
  const idToken = claimsOf(tokens.id_token)
  expect([idToken['acr'], idToken['amr']]).toEqual(['urn:gatehouse:acr:1fa', ['otp']])
})

test('AS-57 prompt=none does not answer for another subject than the present one', async () => {
  const { browser } = await signUp(server, client, 'present@example.com')
  const claims = JSON.stringify({ id_token: { sub: { value: `kp_${'0'.repeat(32)}` } } })
  expect(await answerTo(browser, { claims, prompt: 'none' })).toMatchObject({ error: 'login_required' })
})

const NOBODY = `kp_${'0'.repeat(32)}`

test.each([
  ['other subjects than the present one', () => ({ id_token: { sub: { values: [NOBODY] } } }), 'login_required'],
  ['one subject for the ID token, another for the profile', pairOf, 'invalid_request'],
  ['a value that is none of its values', (sub: string) => both({ value: sub, values: [NOBODY] }), 'invalid_request'],
  ['a subject that is a number', () => ({ userinfo: { sub: { value: 1 } } }), 'invalid_request'],
  ['no subject of all', () => ({ id_token: { sub: { values: [] } } }), 'invalid_request'],
])('AS-57 a request whose claims ask for %s gets no code', async (what, claimsFor, error) => {
  const signedIn = await signUp(server, client, `${what.replaceAll(/\W/g, '-').slice(0, 40)}@example.com`)
  const { sub } = claimsOf((await tokensOf(signedIn)).id_token)
  const claims = JSON.stringify(claimsFor(String(sub)))
  expect(await answerTo(signedIn.browser, { claims, prompt: 'none' })).toMatchObject({ error })
})

function pairOf(sub: string): unknown {
  return { id_token: { sub: { value: sub } }, userinfo: { sub: { value: NOBODY } } }
}

function both(wish: unknown): unknown {
  return { id_token: { sub: wish } }
}

test('AS-57 the present subject may be one of several', async () => {
  const signedIn = await signUp(server, client, 'one-of@example.com')
  const { sub } = claimsOf((await tokensOf(signedIn)).id_token)
  const claims = JSON.stringify({ id_token: { sub: { values: [NOBODY, sub] } }, userinfo: { sub: null } })
  expect(await answerTo(signedIn.browser, { claims, prompt: 'none' })).toHaveProperty('code')
})

test('AS-57 a person who is none of several subjects gets no code', async () => {
  await signUp(server, client, 'none-of@example.com')
  const browser = new BrowserSession(server)
  const values = [NOBODY, `kp_${'1'.repeat(32)}`]
  const claims = JSON.stringify({ id_token: { sub: { values } } })
  await browser.open(authorizePath(client, pkce(), { claims }))
  const callback = await signInAs(browser, 'none-of@example.com')
  expect(callback.searchParams.get('error')).toBe('login_required')
})

test('AS-57 prompt=none answers for the present subject', async () => {
  const signedIn = await signUp(server, client, 'asked-for@example.com')
  const { sub } = claimsOf((await tokensOf(signedIn)).id_token)
  const claims = JSON.stringify({ id_token: { sub: { value: sub } } })
  expect(await answerTo(signedIn.browser, { claims, prompt: 'none' })).toHaveProperty('code')
})

test('AS-54 AS-57 a person who signs in instead of the named one gets no code and no session', async () => {
  const { id_token: hint } = await tokensOf(await signUp(server, client, 'hinted@example.com'))
  await signUp(server, client, 'somebody-else@example.com')
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { id_token_hint: hint }))
  const callback = await signInAs(browser, 'somebody-else@example.com')
  const silent = await answerTo(browser, { prompt: 'none' })

  expect(Object.fromEntries(callback.searchParams)).toMatchObject({ error: 'login_required', iss: server.origin })
  expect(callback.searchParams.has('code')).toBe(false)
  expect(silent).toMatchObject({ error: 'login_required' })
})

test('AS-54 no new person signs up where the request names a user', async () => {
  const { id_token: hint } = await tokensOf(await signUp(server, client, 'here@example.com'))
  const { callback } = await signUp(server, client, 'newcomer@example.com', { id_token_hint: hint })
  const users = await server.query(`select id from identities where normalized = 'newcomer@example.com'`)

  expect(callback.searchParams.get('error')).toBe('login_required')
  expect(users).toEqual([])
})

test('AS-54 the named person signs in', async () => {
  const { id_token: hint } = await tokensOf(await signUp(server, client, 'named-again@example.com'))
  const browser = new BrowserSession(server)
  await browser.open(authorizePath(client, pkce(), { id_token_hint: hint }))
  expect((await signInAs(browser, 'named-again@example.com')).searchParams.get('code')).toBeTruthy()
})

test('AS-42 AS-54 an access token is not accepted as a hint', async () => {
  const signedIn = await signUp(server, client, 'access@example.com')
  const { access_token: hint } = await tokensOf(signedIn)
  expect(await answerTo(signedIn.browser, { id_token_hint: hint, prompt: 'none' })).toMatchObject({
    error: 'login_required',
  })
})

test('a hint and a claim that name two people are an invalid request', async () => {
  const { id_token: hint } = await tokensOf(await signUp(server, client, 'two@example.com'))
  const claims = JSON.stringify({ id_token: { sub: { value: `kp_${'1'.repeat(32)}` } } })
  expect(await answerTo(new BrowserSession(server), { claims, id_token_hint: hint })).toMatchObject({
    error: 'invalid_request',
  })
})
