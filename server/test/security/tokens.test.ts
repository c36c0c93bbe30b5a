import type { JsonWebKey } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  anApplication,
  authorizePath,
  claimsOf,
  exchange,
  pkce,
  postForm,
  refresh,
  signUp,
  type Tokens,
} from '../oauth.ts'
import { api, managementToken, PRODUCTION } from '../management.ts'
import { startServer } from '../server.ts'
import { tokensOf } from './builders.ts'
import { headerOf } from './forgeries.ts'

const server = await startServer()
const spa = await anApplication(server)
const signedIn = await signUp(server, spa, 'ada@example.com')
const tokens = await tokensOf(server, spa, signedIn)
const management = await managementToken(server)

async function profileStatus(token: string): Promise<number> {
  const response = await server.request('/oauth2/v2/user_profile', { headers: { authorization: `Bearer ${token}` } })
  return response.status
}

const header = headerOf(tokens.access_token)
const claims = claimsOf(tokens.access_token)
const jwks = (await (await server.request('/.well-known/jwks')).json()) as { keys: JsonWebKey[] }

test('AS-42 no endpoint accepts an ID token as an access token', async () => {
  const answer = await (await api(server, { token: tokens.id_token })).get('/applications')

  expect(await profileStatus(tokens.id_token)).toBe(401)
  expect(answer.status).toBe(401)
})

test('AS-42 the Management API refuses a token of a person, and the profile one of a machine', async () => {
  const answer = await (await api(server, { token: tokens.access_token })).get('/applications')

  expect(answer.status).toBe(401)
  expect(await profileStatus(management)).toBe(401)
})

test.each([
  ['a refresh token', tokens.refresh_token],
  ['a code', signedIn.callback.searchParams.get('code') ?? ''],
  ['a client secret', server.firstRun.management.client_secret],
  ['an authentic header alone', tokens.access_token.split('.')[0] ?? ''],
])('AS-42 %s is not accepted as an access token', async (_name, token) => {
  expect(await profileStatus(token)).toBe(401)
})

test('AS-41 an access token has subject, audience, client, issuer and times', () => {
  expect(header).toMatchObject({ alg: 'RS256', typ: 'JWT' })
  expect(claims).toMatchObject({ iss: server.origin, client_id: spa.clientId, azp: spa.clientId, scope: tokens.scope })
  expect(Object.keys(claims)).toEqual(expect.arrayContaining(['aud', 'sub', 'iat', 'exp', 'jti', 'auth_time', 'amr']))
})

test('AS-41 the audience of an access token is never the client itself', () => {
  expect(claims['aud']).not.toContain(spa.clientId)
  expect(claimsOf(management)['aud']).toEqual([`${server.origin}/api`])
})

test('AS-46 a token of one environment is refused in another', async () => {
  const foreign = await managementToken(server, { origin: PRODUCTION })
  const here = await (await api(server, { token: foreign })).get('/applications')
  const there = await (await api(server, { token: management, origin: PRODUCTION })).get('/applications')
  const profile = await server.request(`${PRODUCTION}/oauth2/v2/user_profile`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })

  expect([here.status, there.status, profile.status]).toEqual([401, 401, 401])
})

test('AS-46 a code, a refresh token and a client of one environment are refused in another', async () => {
  const fresh = await signUp(server, spa, 'grace@example.com')
  const fields = { client_id: spa.clientId, redirect_uri: spa.redirectUri, code_verifier: fresh.proof.verifier }
  const code = fresh.callback.searchParams.get('code') ?? ''
  const redeemed = await postForm(server, `${PRODUCTION}/oauth2/token`, {
    ...fields,
    grant_type: 'authorization_code',
    code,
  })
  const refreshed = await postForm(server, `${PRODUCTION}/oauth2/token`, {
    ...fields,
    grant_type: 'refresh_token',
    refresh_token: tokens.refresh_token,
  })

  expect([redeemed.status, refreshed.status]).toEqual([401, 401])
  expect((await exchange(server, spa, fresh)).status).toBe(200)
})

test('AS-46 each environment has its own keys', async () => {
  const other = (await (await server.request(`${PRODUCTION}/.well-known/jwks`)).json()) as typeof jwks
  const kids = [...jwks.keys, ...other.keys].map((key) => key.n)

  expect(new Set(kids).size).toBe(2)
})

test('AS-46 a token issued at another origin of the environment is refused here', async () => {
  const [host] = await server.query('select environment_id from hosts where origin = $1', [server.origin])
  await server.query(
    `insert into hosts (host, environment_id, origin, is_built_in, is_primary, created_at)
     values ('alias.localhost:3000', $1, 'http://alias.localhost:3000', false, false, now())`,
    [host?.['environment_id']],
  )
  const response = await server.request('http://alias.localhost:3000/oauth2/v2/user_profile', {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })
  const discovery = (await (
    await server.request('http://alias.localhost:3000/.well-known/openid-configuration')
  ).json()) as { issuer: string }

  expect(response.status).toBe(401)
  expect(discovery.issuer).toBe('http://alias.localhost:3000')
})

test('AS-46 a code and a refresh token issued at another origin of the environment are refused here', async () => {
  const fresh = await signUp(server, spa, 'alias@example.com')
  const fields = { client_id: spa.clientId, redirect_uri: spa.redirectUri, code_verifier: fresh.proof.verifier }
  const code = fresh.callback.searchParams.get('code') ?? ''
  const alias = 'http://alias.localhost:3000/oauth2/token'
  const redeemed = await postForm(server, alias, { ...fields, grant_type: 'authorization_code', code })
  const refreshed = await postForm(server, alias, {
    ...fields,
    grant_type: 'refresh_token',
    refresh_token: tokens.refresh_token,
  })

  expect([redeemed.status, refreshed.status]).toEqual([400, 400])
})

test('AS-47 private keys in the database are sealed', async () => {
  const rows = await server.query(`select encode(private_key_sealed, 'escape') as sealed, public_jwk from signing_keys`)

  expect(rows.filter(({ sealed }) => /PRIVATE KEY|"d"/.test(String(sealed)))).toEqual([])
  expect(rows.filter(({ public_jwk: key }) => Object.hasOwn(key as object, 'd'))).toEqual([])
})

test('AS-55 sub is short ASCII and the same for every client', async () => {
  const second = await anApplication(server, { redirectUri: 'https://second.example.com/cb' })
  const proof = pkce()
  const callback = new URL(await signedIn.browser.open(authorizePath(second, proof)))
  const again = await tokensOf(server, second, { ...signedIn, proof, callback })

  expect(claimsOf(again.id_token)['sub']).toBe(claims['sub'])
  expect(claims['sub']).toMatch(/^[!-~]{1,255}$/)
})

test('AS-55 sub stays the same when the address changes, and is never reused', async () => {
  const subOf = async (email: string) => {
    const { id_token: idToken } = await tokensOf(server, spa, await signUp(server, spa, email))
    return String(claimsOf(idToken)['sub'])
  }
  const sub = await subOf('old-address@example.com')
  const calls = await api(server)
  const added = await calls.post(`/users/${sub}/identities`, { type: 'email', value: 'new-address@example.com' })
  await calls.patch(`/identities/${String(added.body.identity.id)}`, { is_primary: true })
  const changed = await subOf('new-address@example.com')
  await calls.delete(`/user?id=${sub}&is_delete_profile=true`)
  const successors = [await subOf('old-address@example.com'), await subOf('new-address@example.com')]

  expect(changed).toBe(sub)
  expect(successors).not.toContain(sub)
})

test.each(['GET', 'POST'])('AS-56 the profile accepts a token by %s', async (method) => {
  const response = await server.request('/oauth2/v2/user_profile', {
    method,
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })

  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ sub: claims['sub'], email_verified: true })
})

test.each([
  ['no token', undefined, 401, /^Bearer$/],
  ['an invalid token', 'Bearer x.y.z', 401, /^Bearer error="invalid_token"/],
  ['another scheme', 'Basic eDp5', 401, /^Bearer/],
])('AS-56 the profile refuses %s as RFC 6750 requires', async (_name, authorization, status, challenge) => {
  const response = await server.request('/oauth2/v2/user_profile', {
    headers: authorization === undefined ? {} : { authorization },
  })

  expect(response.status).toBe(status)
  expect(response.headers.get('www-authenticate')).toMatch(challenge)
})

test('AS-56 a token without openid has insufficient scope', async () => {
  const without = await tokensOf(
    server,
    spa,
    await signUp(server, spa, 'scope@example.com', { scope: 'email offline' }),
  )
  const response = await server.request('/oauth2/v2/user_profile', {
    headers: { authorization: `Bearer ${without.access_token}` },
  })

  expect(response.status).toBe(403)
  expect(response.headers.get('www-authenticate')).toContain('error="insufficient_scope"')
})

const postedToken = (body: string, more: Record<string, string> = {}) =>
  server.request('/oauth2/v2/user_profile', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...more },
  })

test.each([
  ['in the header and in the body', `access_token=${tokens.access_token}`, `Bearer ${tokens.access_token}`],
  ['in the header and another one in the body', 'access_token=x', `Bearer ${tokens.access_token}`],
  ['twice in the body', `access_token=${tokens.access_token}&access_token=x`, undefined],
])('AS-12 AS-56 a token sent %s is an invalid request (RFC 6750 section 2)', async (_how, body, authorization) => {
  const response = await postedToken(body, authorization === undefined ? {} : { authorization })

  expect([response.status, await response.json()]).toMatchObject([400, { error: 'invalid_request' }])
  expect(response.headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_request"/)
})

test('AS-56 a token in the address is ignored (RFC 6750 section 5.3)', async () => {
  const response = await server.request(`/oauth2/v2/user_profile?access_token=${tokens.access_token}`)
  expect(response.status).toBe(401)
})

test.each([
  ['https://app.example.com', 'https://app.example.com'],
  ['https://evil.test', null],
  ['null', null],
])('AS-56 a page at %s reads the profile, and why there is none, accordingly', async (origin, allowed) => {
  const answers = await Promise.all([
    server.request('/oauth2/v2/user_profile', { headers: { origin, authorization: `Bearer ${tokens.access_token}` } }),
    server.request('/oauth2/v2/user_profile', { headers: { origin, authorization: 'Bearer x.y.z' } }),
    server.request('/oauth2/v2/user_profile', { method: 'OPTIONS', headers: { origin } }),
  ])
  const said = (name: string) => answers.map(({ headers }) => headers.get(name))

  expect(answers.map(({ status }) => status)).toEqual([200, 401, 204])
  expect(said('access-control-allow-origin')).toEqual([allowed, allowed, allowed])
  expect(said('access-control-allow-credentials')).toEqual([null, null, null])
})

test('AS-56 an expired token is invalid_token', async () => {
  const short = await anApplication(server)
  const once = await tokensOf(server, short, await signUp(server, short, 'expired@example.com'))
  await server.advance(86_401)

  expect(await profileStatus(once.access_token)).toBe(401)
})

test('AS-60 the audience of an ID token is its client alone', () => {
  expect(claimsOf(tokens.id_token)).toMatchObject({ aud: [spa.clientId], azp: spa.clientId })
})

test('AS-61 email_verified is true only for a proven address', async () => {
  const [row] = await server.query(`select verified_at from identities where normalized = 'ada@example.com'`)

  expect(claimsOf(tokens.id_token)['email_verified']).toBe(true)
  expect(row?.['verified_at']).toBeInstanceOf(Date)
})

test('AS-61 an address that was set and never proven is not verified', async () => {
  const before = await tokensOf(server, spa, await signUp(server, spa, 'proven@example.com'))
  const calls = await api(server)
  const identity = { type: 'email', value: 'unproven@example.com' }
  const added = await calls.post(`/users/${String(claimsOf(before.id_token)['sub'])}/identities`, identity)
  await calls.patch(`/identities/${String(added.body.identity.id)}`, { is_primary: true })
  const after = (await (await refresh(server, spa, before.refresh_token)).json()) as Tokens
  const profile = await server.request('/oauth2/v2/user_profile', {
    headers: { authorization: `Bearer ${after.access_token}` },
  })

  const expected = { email: 'unproven@example.com', email_verified: false }
  expect([claimsOf(after.id_token), await profile.json()]).toMatchObject([expected, expected])
})
