import { createHash } from 'node:crypto'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { expect, test } from 'vitest'
import { anApplication, authorizePath, claimsOf, exchange, pkce, refresh, signUp, type Tokens } from '../oauth.ts'
import { startServer } from '../server.ts'
import { tokensOf } from './builders.ts'

const server = await startServer()
const spa = await anApplication(server)
const certified = await anApplication(server, { settings: { is_standard_claims_only: true } })
const signedIn = await signUp(server, spa, 'ada@example.com')
const response = await exchange(server, spa, signedIn)
const tokens = (await response.json()) as Tokens

const discovered = await server.request('/.well-known/openid-configuration')
const metadata = (await discovered.json()) as Record<string, string & readonly string[]>

test('CS-01 the discovery document is JSON and names the issuer exactly', () => {
  expect([discovered.status, discovered.headers.get('content-type')]).toEqual([200, 'application/json'])
  expect(metadata['issuer']).toBe(server.origin)
})

const ENDPOINTS = Object.keys(metadata).filter((name) => /_(endpoint|uri)$/.test(name))

test('CS-02 every endpoint is named', () => {
  expect(ENDPOINTS.toSorted()).toEqual([
    'authorization_endpoint',
    'device_authorization_endpoint',
    'end_session_endpoint',
    'introspection_endpoint',
    'jwks_uri',
    'revocation_endpoint',
    'token_endpoint',
    'userinfo_endpoint',
  ])
})

test.each(ENDPOINTS)('CS-02 %s is of this issuer and answers', async (name) => {
  const { status } = await server.request(metadata[name] ?? '')
  expect(metadata[name]?.startsWith(`${server.origin}/`)).toBe(true)
  expect(status).not.toBe(404)
})

test('CS-01 CS-02 where the server is reached by https the issuer and every endpoint are', async () => {
  await server.query(
    `insert into hosts (host, environment_id, origin, is_built_in, is_primary, created_at)
     select 'login.example.com', environment_id, 'https://login.example.com', false, false, now()
     from hosts where origin = $1`,
    [server.origin],
  )
  const secure = await server.request('https://login.example.com/.well-known/openid-configuration')
  const document = (await secure.json()) as Record<string, string>

  expect(document['issuer']).toBe('https://login.example.com')
  expect(ENDPOINTS.filter((name) => !document[name]?.startsWith('https://login.example.com/'))).toEqual([])
})

const MEMBERS = [
  'acr_values_supported',
  'authorization_endpoint',
  'authorization_response_iss_parameter_supported',
  'backchannel_logout_session_supported',
  'backchannel_logout_supported',
  'claims_parameter_supported',
  'claims_supported',
  'code_challenge_methods_supported',
  'device_authorization_endpoint',
  'end_session_endpoint',
  'grant_types_supported',
  'id_token_signing_alg_values_supported',
  'introspection_endpoint',
  'introspection_endpoint_auth_methods_supported',
  'introspection_endpoint_auth_signing_alg_values_supported',
  'issuer',
  'jwks_uri',
  'prompt_values_supported',
  'request_parameter_supported',
  'request_uri_parameter_supported',
  'response_modes_supported',
  'response_types_supported',
  'revocation_endpoint',
  'revocation_endpoint_auth_methods_supported',
  'revocation_endpoint_auth_signing_alg_values_supported',
  'scopes_supported',
  'subject_types_supported',
  'token_endpoint',
  'token_endpoint_auth_methods_supported',
  'token_endpoint_auth_signing_alg_values_supported',
  'ui_locales_supported',
  'userinfo_endpoint',
]

test('CS-03 every member of the discovery document is from a specification', () => {
  expect(Object.keys(metadata).filter((name) => !MEMBERS.includes(name))).toEqual([])
})

test.each([
  ['id_token_signing_alg_values_supported', 'RS256'],
  ['subject_types_supported', 'public'],
  ['response_types_supported', 'code'],
  ['scopes_supported', 'openid'],
  ['grant_types_supported', 'authorization_code'],
  ['code_challenge_methods_supported', 'S256'],
])('CS-04 %s has %s', (name, value) => {
  expect(metadata[name]).toContain(value)
})

test('CS-04 AS-03 AS-04 neither implicit, password nor plain is offered', () => {
  expect(metadata['grant_types_supported']).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(implicit|password)$/)]),
  )
  expect(metadata['code_challenge_methods_supported']).toEqual(['S256'])
  expect(metadata['response_types_supported']).toEqual(['code'])
})

test.each(['/.well-known/jwks', '/.well-known/jwks.json'])(
  'CS-05 AS-45 %s has public keys only, each with a kid',
  async (path) => {
    const answer = await server.request(path)
    const { keys } = (await answer.json()) as { keys: Record<string, string>[] }

    expect(new Set(keys.flatMap((key) => Object.keys(key)))).toEqual(new Set(['kty', 'use', 'alg', 'kid', 'n', 'e']))
    expect(new Set(keys.map((key) => key['kid'])).size).toBe(keys.length)
    expect(answer.headers.get('cache-control')).toMatch(/max-age=\d+/)
  },
)

test('CS-06 the ID token has the required claims, with times in seconds', () => {
  const claims = claimsOf(tokens.id_token) as Record<string, number>
  const now = Date.now() / 1000

  expect(claims).toMatchObject({
    iss: server.origin,
    aud: [spa.clientId],
    nonce: 'nonce-1',
    sub: expect.any(String) as string,
  })
  expect([claims['iat'], claims['auth_time']].filter((time = 0) => time > now + 1 || time < now - 300)).toEqual([])
  expect((claims['exp'] ?? 0) - (claims['iat'] ?? 0)).toBe(3_600)
})

test('CS-06 the signature verifies by the published key of its kid, in a library that is not ours', async () => {
  const keys = createLocalJWKSet((await (await server.request(metadata['jwks_uri'] ?? '')).json()) as JSONWebKeySet)
  const expected = { issuer: server.origin, audience: spa.clientId, algorithms: ['RS256'] }
  const { protectedHeader } = await jwtVerify(tokens.id_token, keys, expected)

  expect(protectedHeader).toMatchObject({ alg: 'RS256', kid: expect.any(String) as string })
})

test('CS-06 there is no nonce where none was sent, and acr names the factors', async () => {
  const without = await tokensOf(server, spa, await signUp(server, spa, 'no-nonce@example.com', { nonce: '' }))
  expect(claimsOf(without.id_token)).not.toHaveProperty('nonce')
  expect(claimsOf(without.id_token)).toHaveProperty('acr', 'urn:gatehouse:acr:1fa')
})

test('CS-06 a refreshed ID token keeps sub, aud and auth_time', async () => {
  const again = (await (await refresh(server, spa, tokens.refresh_token)).json()) as Tokens
  const { sub, aud, auth_time: authTime, iss } = claimsOf(tokens.id_token)

  expect(claimsOf(again.id_token)).toMatchObject({ sub, aud, auth_time: authTime, iss })
})

const PROTOCOL = ['iss', 'sub', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'acr', 'amr', 'azp', 'at_hash', 'jti', 'sid']

test('CS-07 with standard claims only the ID token has the claims of the protocol', async () => {
  const clean = await tokensOf(server, certified, await signUp(server, certified, 'clean@example.com'))
  expect(Object.keys(claimsOf(clean.id_token)).filter((name) => !PROTOCOL.includes(name))).toEqual([])
})

test('AS-63 the ID token is signed by the algorithm that discovery names', () => {
  const header = JSON.parse(Buffer.from(tokens.id_token.split('.')[0] ?? '', 'base64url').toString('utf8'))
  expect([header.alg]).toEqual(metadata['id_token_signing_alg_values_supported'])
})

test('AS-57 AS-52 AS-64 discovery lists what a request may ask for', () => {
  expect(metadata).toMatchObject({
    claims_parameter_supported: true,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    prompt_values_supported: ['none', 'login', 'create', 'consent', 'select_account'],
    ui_locales_supported: ['ar', 'de', 'en'],
  })
})

test('CS-01 the older name of the document leads to the same one', async () => {
  const older = await server.request('/.well-known/oauth-authorization-server')
  expect(await older.json()).toEqual(metadata)
})

test.each(['response_modes_supported', 'grant_types_supported', 'token_endpoint_auth_methods_supported'])(
  'CS-04 %s is a list without repetitions',
  (name) => {
    const values = metadata[name] ?? []
    expect(new Set(values).size).toBe(values.length)
  },
)

test('CS-08 at_hash is of the access token beside it', () => {
  const half = createHash('sha256').update(tokens.access_token).digest().subarray(0, 16)
  expect(claimsOf(tokens.id_token)['at_hash']).toBe(half.toString('base64url'))
})

test('CS-09 codes and refresh tokens have 256 bits and no character beyond VSCHAR', () => {
  const code = signedIn.callback.searchParams.get('code') ?? ''

  expect([code, tokens.refresh_token]).toEqual([
    expect.stringMatching(/^[\w-]{43}$/),
    expect.stringMatching(/^[\w-]{43}$/),
  ])
  expect(tokens.access_token).toMatch(/^[!-~]+$/)
})

/**
 * The least number of differing bits between neighbours. On average 128 of 256 random bits differ, and fewer than 84
 * once in a hundred million.
 */
function leastDifference(secrets: readonly string[]): number {
  const bits = secrets.map((one) => BigInt(`0x${Buffer.from(one, 'base64url').toString('hex')}`))
  const differences = bits
    .slice(1)
    .map((one, index) => (one ^ (bits[index] ?? 0n)).toString(2).replaceAll('0', '').length)
  return Math.min(...differences)
}

test('CS-09 successive codes and refresh tokens differ as random ones do', async () => {
  const codes: string[] = []
  const refreshTokens: string[] = []
  for (let count = 0; count < 24; count += 1) {
    const proof = pkce()
    const callback = new URL(await signedIn.browser.open(authorizePath(spa, proof, { prompt: 'none' })))
    const issued = await tokensOf(server, spa, { browser: signedIn.browser, proof, callback })
    codes.push(callback.searchParams.get('code') ?? '')
    refreshTokens.push(issued.refresh_token)
  }

  expect(leastDifference(codes)).toBeGreaterThan(84)
  expect(leastDifference(refreshTokens)).toBeGreaterThan(84)
  expect(new Set([...codes, ...refreshTokens].map((one) => one.slice(0, 16))).size).toBe(48)
})

test('CS-10 the token response follows RFC 6749', () => {
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 86_400 })
})

test('CS-12 the answer names the issuer, as the metadata announces', () => {
  expect(signedIn.callback.searchParams.get('iss')).toBe(server.origin)
  expect(metadata['authorization_response_iss_parameter_supported']).toBe(true)
})

test('CS-13 the profile has the right types and the sub of the ID token', async () => {
  const answer = await server.request('/oauth2/v2/user_profile', {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })
  const profile: unknown = await answer.json()

  expect(profile).toMatchObject({
    sub: claimsOf(tokens.id_token)['sub'],
    email: 'ada@example.com',
    email_verified: true,
    updated_at: expect.any(Number) as number,
    name: 'Ada Lovelace',
  })
})
