import { expect, test } from 'vitest'
import {
  anApplication,
  claimsOf,
  exchange,
  manage,
  postForm,
  refresh,
  signUp,
  type Tokens,
} from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
const confidential = await anApplication(server, { type: 'reg', redirectUri: 'https://server.example.com/cb' })
const { client_id, client_secret, audience } = server.firstRun.management

async function tokensOf(email: string, more: Record<string, string> = {}): Promise<Tokens> {
  return (await (await exchange(server, client, await signUp(server, client, email, more))).json()) as Tokens
}

test('a machine gets a token for the Management API (P2-1)', async () => {
  const response = await postForm(server, '/oauth2/token', {
    grant_type: 'client_credentials',
    client_id,
    client_secret,
    audience,
    scope: '',
  })
  const body = (await response.json()) as Tokens
  expect(body).toMatchObject({ token_type: 'bearer', expires_in: 86_400 })
  expect(claimsOf(body.access_token)).toMatchObject({
    aud: [audience],
    gty: ['client_credentials'],
    v: '2',
    azp: client_id,
  })
})

test('a machine may request fewer scopes (AS-28)', async () => {
  const fields = { grant_type: 'client_credentials', client_id, client_secret, audience, scope: 'read:users' }
  expect(await (await postForm(server, '/oauth2/token', fields)).json()).toMatchObject({ scope: 'read:users' })
})

test.each([
  ['a scope nobody has', { scope: 'read:moon' }, 'invalid_scope', 400],
  ['no audience', { audience: '' }, 'invalid_request', 400],
  ['an unknown audience', { audience: 'https://api.example.com' }, 'unauthorized_client', 400],
  ['a wrong secret', { client_secret: 'x'.repeat(52) }, 'invalid_client', 401],
  ['no secret', { client_secret: '' }, 'invalid_client', 401],
  ['an unknown client', { client_id: '0'.repeat(32) }, 'invalid_client', 401],
  ['an unknown grant', { grant_type: 'password' }, 'unsupported_grant_type', 400],
  ['no grant', { grant_type: '' }, 'invalid_request', 400],
])('client credentials with %s are rejected', async (_what, more, error, status) => {
  const fields = { grant_type: 'client_credentials', client_id, client_secret, audience, ...more }
  const response = await postForm(server, '/oauth2/token', fields)
  expect(response.status).toBe(status)
  expect(await response.json()).toEqual({ error, error_description: expect.any(String) })
})

test('a machine without the Management API cannot get a token for it (P2-2)', async () => {
  const created = (await manage(server, 'POST', '/api/v1/applications', { name: 'Worker', type: 'm2m' })) as {
    application: { client_id: string; client_secret: string }
  }
  const fields = { grant_type: 'client_credentials', audience, ...created.application, id: '' }
  expect(await (await postForm(server, '/oauth2/token', fields)).json()).toMatchObject({ error: 'unauthorized_client' })
})

test('tokens carry the documented claims (P7-1, P7-5)', async () => {
  const tokens = await tokensOf('claims@example.com')
  const names = (jwt: string) => Object.keys(claimsOf(jwt))
  expect(names(tokens.access_token)).toEqual(
    expect.arrayContaining([
      'aud',
      'azp',
      'exp',
      'feature_flags',
      'iat',
      'iss',
      'jti',
      'org_code',
      'permissions',
      'scp',
      'sub',
    ]),
  )
  expect(names(tokens.id_token)).toEqual(
    expect.arrayContaining([
      'at_hash',
      'auth_time',
      'email',
      'family_name',
      'given_name',
      'name',
      'org_codes',
      'picture',
      'updated_at',
    ]),
  )
})

test('without profile and email their claims are missing from the ID token (P1-11)', async () => {
  const tokens = await tokensOf('bare@example.com', { scope: 'openid offline' })
  const names = Object.keys(claimsOf(tokens.id_token))
  expect(names).not.toEqual(expect.arrayContaining(['email']))
  expect(names).not.toEqual(expect.arrayContaining(['name']))
})

test('standard claims only omits vendor and profile claims (P7-7, CS-07)', async () => {
  const strict = await anApplication(server, {
    redirectUri: 'https://strict.example.com/cb',
    settings: { is_standard_claims_only: true },
  })
  const tokens = (await (
    await exchange(server, strict, await signUp(server, strict, 'strict@example.com'))
  ).json()) as Tokens
  expect(Object.keys(claimsOf(tokens.id_token)).sort()).toEqual(
    ['acr', 'amr', 'at_hash', 'aud', 'auth_time', 'azp', 'exp', 'iat', 'iss', 'jti', 'nonce', 'sub'].sort(),
  )
})

test('a refresh token is issued only when offline was requested (P3-1)', async () => {
  expect(await tokensOf('online@example.com', { scope: 'openid' })).not.toHaveProperty('refresh_token')
})

test('offline_access is an alias of offline, and unknown scopes are left out (P1-12)', async () => {
  const tokens = await tokensOf('alias@example.com', { scope: 'openid offline_access read:moon' })
  expect(tokens.scope).toBe('openid offline')
})

test('a refresh may narrow the scope, never widen it (AS-30)', async () => {
  const tokens = await tokensOf('narrow@example.com', { scope: 'openid offline' })
  const fields = { grant_type: 'refresh_token', client_id: client.clientId, refresh_token: tokens.refresh_token }
  const wider = await postForm(server, '/oauth2/token', { ...fields, scope: 'openid email' })
  const narrower = await postForm(server, '/oauth2/token', { ...fields, scope: 'openid' })
  expect(wider.status).toBe(400)
  expect(await narrower.json()).toMatchObject({ scope: 'openid' })
})

test('an old refresh token returns the same successor within the grace (AS-29)', async () => {
  const tokens = await tokensOf('grace@example.com')
  const first = (await (await refresh(server, client, tokens.refresh_token)).json()) as Tokens
  const again = (await (await refresh(server, client, tokens.refresh_token)).json()) as Tokens
  expect(again.refresh_token).toBe(first.refresh_token)
})

test('an old refresh token revokes the family after the grace (P3-5)', async () => {
  const tokens = await tokensOf('reuse@example.com')
  const first = (await (await refresh(server, client, tokens.refresh_token)).json()) as Tokens
  await server.advance(31)
  expect((await refresh(server, client, tokens.refresh_token)).status).toBe(400)
  expect((await refresh(server, client, first.refresh_token)).status).toBe(400)
})

test('a grace of 0 rejects the old refresh token at once (AS-29)', async () => {
  const strict = await anApplication(server, {
    redirectUri: 'https://nograce.example.com/cb',
    settings: { refresh_grace_seconds: 0 },
  })
  const tokens = (await (
    await exchange(server, strict, await signUp(server, strict, 'nograce@example.com'))
  ).json()) as Tokens
  await refresh(server, strict, tokens.refresh_token)
  expect((await refresh(server, strict, tokens.refresh_token)).status).toBe(400)
})

test('an expired access token is renewed on refresh', async () => {
  const tokens = await tokensOf('expired@example.com')
  await server.advance(86_401)
  const fresh = (await (await refresh(server, client, tokens.refresh_token)).json()) as Tokens
  expect(fresh.access_token).not.toBe(tokens.access_token)
  expect(fresh.id_token).toEqual(expect.any(String))
})

test('a refresh token that was not used for its lifetime expires', async () => {
  const tokens = await tokensOf('unused@example.com')
  await server.advance(1_296_001)
  expect((await refresh(server, client, tokens.refresh_token)).status).toBe(400)
})

test('a back-end application redeems a code with its secret, without PKCE (A1-2, P1-1)', async () => {
  const none = { code_challenge: '', code_challenge_method: '' }
  const { callback } = await signUp(server, confidential, 'backend@example.com', none)
  const fields = {
    grant_type: 'authorization_code',
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: confidential.redirectUri,
    client_id: confidential.clientId,
  }
  const without = await postForm(server, '/oauth2/token', fields)
  const withSecret = await postForm(server, '/oauth2/token', {
    ...fields,
    client_secret: confidential.clientSecret ?? '',
  })
  expect([without.status, withSecret.status]).toEqual([401, 200])
})

test('a browser refreshes by cookie from a registered origin and from no other (AS-31)', async () => {
  const signedUp = await signUp(server, client, 'cookie@example.com')
  const fields = {
    grant_type: 'authorization_code',
    client_id: client.clientId,
    code: signedUp.callback.searchParams.get('code') ?? '',
    redirect_uri: client.redirectUri,
    code_verifier: signedUp.proof.verifier,
  }
  const issued = await postForm(server, '/oauth2/token', fields, { origin: 'https://app.example.com' })
  const cookie = issued.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const byCookie = (origin: string) =>
    postForm(server, '/oauth2/token', { grant_type: 'refresh_token', client_id: client.clientId }, { origin, cookie })

  expect(issued.headers.get('access-control-allow-credentials')).toBe('true')
  expect((await byCookie('https://evil.example.com')).status).toBe(400)
  expect((await byCookie('https://app.example.com')).status).toBe(200)
})
