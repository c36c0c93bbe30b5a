import { expect, test } from 'vitest'
import {
  anApplication,
  claimsOf,
  exchange,
  manage,
  pkce,
  postForm,
  refresh,
  signUp,
  type SignedIn,
  type TestClient,
  type Tokens,
} from '../oauth.ts'
import { startServer } from '../server.ts'
import { tokensOf } from './builders.ts'

const server = await startServer()
const spa = await anApplication(server)
const otherSpa = await anApplication(server)
const web = await anApplication(server, { type: 'reg' })
const machine = server.firstRun.management

let people = 0

async function aSignIn(client: TestClient, more: Record<string, string> = {}): Promise<SignedIn> {
  people += 1
  return signUp(server, client, `person-${String(people)}@example.com`, more)
}

function redemption(client: TestClient, { callback, proof }: SignedIn): Record<string, string> {
  return {
    grant_type: 'authorization_code',
    client_id: client.clientId,
    ...(client.clientSecret === undefined ? {} : { client_secret: client.clientSecret }),
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: client.redirectUri,
    code_verifier: proof.verifier,
  }
}

function without(fields: Record<string, string>, ...names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
}

async function errorOf(response: Response): Promise<unknown> {
  return ((await response.json()) as { error?: string }).error
}

test.each([
  ['no verifier', (fields: Record<string, string>) => without(fields, 'code_verifier')],
  ['another verifier', (fields: Record<string, string>) => ({ ...fields, code_verifier: pkce().verifier })],
  ['a verifier that is too short', (fields: Record<string, string>) => ({ ...fields, code_verifier: 'x'.repeat(42) })],
  ['a verifier that is too long', (fields: Record<string, string>) => ({ ...fields, code_verifier: 'x'.repeat(129) })],
  [
    'a verifier with other characters',
    (fields: Record<string, string>) => ({ ...fields, code_verifier: 'ä'.repeat(43) }),
  ],
  [
    'the challenge as verifier',
    (fields: Record<string, string>, challenge: string) => ({ ...fields, code_verifier: challenge }),
  ],
  [
    'another redirect_uri',
    (fields: Record<string, string>) => ({ ...fields, redirect_uri: 'https://app.example.com/other' }),
  ],
  [
    'a redirect_uri with a slash more',
    (fields: Record<string, string>) => ({ ...fields, redirect_uri: `${fields['redirect_uri'] ?? ''}/` }),
  ],
  ['another client', (fields: Record<string, string>) => ({ ...fields, client_id: otherSpa.clientId })],
  ['a code cut short', (fields: Record<string, string>) => ({ ...fields, code: (fields['code'] ?? '').slice(0, -1) })],
])('AS-05 AS-07 AS-25 AS-32 with %s a code is refused, and stays valid for its owner', async (_name, change) => {
  const signedIn = await aSignIn(spa)
  const wrong = await postForm(server, '/oauth2/token', change(redemption(spa, signedIn), signedIn.proof.challenge))
  const right = await exchange(server, spa, signedIn)

  expect([wrong.status, await errorOf(wrong)]).toEqual([400, 'invalid_grant'])
  expect(right.status).toBe(200)
})

test('AS-05 a verifier for a code requested without a challenge is refused as a downgrade', async () => {
  const signedIn = await aSignIn(web, { code_challenge: '', code_challenge_method: '' })
  const downgraded = await postForm(server, '/oauth2/token', redemption(web, signedIn))
  const plain = await postForm(server, '/oauth2/token', without(redemption(web, signedIn), 'code_verifier'))

  expect(await errorOf(downgraded)).toBe('invalid_grant')
  expect(plain.status).toBe(200)
})

test('AS-25 redirect_uri may be absent if PKCE binds the exchange, and only then', async () => {
  const bound = await aSignIn(web)
  const unbound = await aSignIn(web, { code_challenge: '', code_challenge_method: '' })
  const first = await postForm(server, '/oauth2/token', without(redemption(web, bound), 'redirect_uri'))
  const second = await postForm(
    server,
    '/oauth2/token',
    without(redemption(web, unbound), 'redirect_uri', 'code_verifier'),
  )

  expect(first.status).toBe(200)
  expect(await errorOf(second)).toBe('invalid_request')
})

test('AS-32 a missing redirect_uri gets the same answer for an existing and an unknown code (P5-9)', async () => {
  const answers = await Promise.all(
    ['not-a-code', (await aSignIn(web)).callback.searchParams.get('code') ?? ''].map(async (code) => {
      const fields = { ...redemption(web, await aSignIn(web)), code }
      const response = await postForm(server, '/oauth2/token', without(fields, 'redirect_uri', 'code_verifier'))
      return [response.status, await response.json()]
    }),
  )

  expect(answers[0]).toEqual([400, { error: 'invalid_request', error_description: 'redirect_uri is missing.' }])
  expect(answers[1]).toEqual(answers[0])
})

test('AS-07 a code lives for sixty seconds', async () => {
  const signedIn = await aSignIn(spa)
  await server.advance(60)
  expect(await errorOf(await exchange(server, spa, signedIn))).toBe('invalid_grant')
})

test('AS-07 a code ends with the session it came from', async () => {
  const signedIn = await aSignIn(spa)
  await signedIn.browser.open('/logout')
  expect(await errorOf(await exchange(server, spa, signedIn))).toBe('invalid_grant')
})

test('AS-08 a code redeemed twice revokes its grant', async () => {
  const signedIn = await aSignIn(spa)
  const tokens = await tokensOf(server, spa, signedIn)
  const second = await exchange(server, spa, signedIn)
  const profile = await postForm(server, '/oauth2/v2/user_profile', { access_token: tokens.access_token })

  expect(await errorOf(second)).toBe('invalid_grant')
  expect(await errorOf(await refresh(server, spa, tokens.refresh_token))).toBe('invalid_grant')
  expect(profile.status).toBe(401)
})

test.each([
  ['another client', { client_id: otherSpa.clientId }],
  ['another verifier', { code_verifier: pkce().verifier }],
  ['another redirect_uri', { redirect_uri: 'https://evil.test/' }],
])('AS-08 a second redemption by %s revokes nothing', async (_name, change) => {
  const signedIn = await aSignIn(spa)
  const tokens = await tokensOf(server, spa, signedIn)
  await postForm(server, '/oauth2/token', { ...redemption(spa, signedIn), ...change })

  expect((await refresh(server, spa, tokens.refresh_token)).status).toBe(200)
})

test('AS-21 parameters in the address count for nothing', async () => {
  const signedIn = await aSignIn(spa)
  const query = new URLSearchParams(redemption(spa, signedIn)).toString()
  const response = await postForm(server, `/oauth2/token?${query}`, {})

  expect([response.status, await errorOf(response)]).toEqual([400, 'invalid_request'])
})

test.each(['application/json', 'multipart/form-data; boundary=x', 'text/plain', ''])(
  'AS-21 a body of type "%s" is refused',
  async (type) => {
    const response = await server.request('/oauth2/token', {
      method: 'POST',
      headers: { 'content-type': type },
      body: '{"grant_type":"authorization_code"}',
    })
    expect([response.status, await errorOf(response)]).toEqual([400, 'invalid_request'])
  },
)

test.each(['GET', 'PUT', 'DELETE', 'PATCH'])('AS-21 %s is not allowed', async (method) => {
  const response = await server.request('/oauth2/token', { method })
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
})

test.each(['grant_type', 'client_id', 'code', 'redirect_uri', 'code_verifier'])(
  'AS-12 %s twice is refused',
  async (name) => {
    const fields = new URLSearchParams(redemption(spa, await aSignIn(spa)))
    fields.append(name, 'x')
    const response = await server.request('/oauth2/token', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: fields.toString(),
    })

    expect(await errorOf(response)).toBe('invalid_request')
  },
)

const UNKNOWN = { foo: 'bar', state: 'x', nonce: 'y', token_type_hint: 'z', empty: '' }

test('CS-14 unknown parameters are ignored at every endpoint that takes a form', async () => {
  const signedIn = await aSignIn(spa)
  const redeemed = await postForm(server, '/oauth2/token', { ...redemption(spa, signedIn), ...UNKNOWN })
  const { access_token: token, refresh_token: refreshToken } = (await redeemed.json()) as Tokens
  const fields = { client_id: spa.clientId, ...UNKNOWN }
  const answers = await Promise.all([
    postForm(server, '/oauth2/token', { ...fields, grant_type: 'refresh_token', refresh_token: refreshToken }),
    postForm(server, '/oauth2/v2/user_profile', { access_token: token, ...UNKNOWN }),
    postForm(server, '/oauth2/token', { ...credentials, ...UNKNOWN }, basic(machine.client_id, machine.client_secret)),
    postForm(server, '/oauth2/introspect', { token, ...UNKNOWN }, basic(machine.client_id, machine.client_secret)),
    postForm(server, '/oauth2/revoke', { ...fields, token: 'x' }),
  ])

  expect([redeemed, ...answers].map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
})

const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
})
const credentials = { grant_type: 'client_credentials', audience: machine.audience }

test('AS-22 two ways of client authentication at once are refused', async () => {
  const both = { ...credentials, client_id: machine.client_id, client_secret: machine.client_secret }
  const response = await postForm(server, '/oauth2/token', both, basic(machine.client_id, machine.client_secret))

  expect([response.status, await errorOf(response)]).toEqual([400, 'invalid_request'])
})

test('AS-22 a client_id that differs from the one of the header is refused', async () => {
  const response = await postForm(
    server,
    '/oauth2/token',
    { ...credentials, client_id: web.clientId },
    basic(machine.client_id, machine.client_secret),
  )
  expect(await errorOf(response)).toBe('invalid_request')
})

test('AS-22 the values of Basic are form-url-decoded first', async () => {
  const escaped = machine.client_secret.replaceAll(/./g, (one) => `%${one.charCodeAt(0).toString(16)}`)
  const header = Buffer.from(`${machine.client_id}:${escaped}`).toString('base64')
  const response = await postForm(server, '/oauth2/token', credentials, { authorization: `basic ${header}` })

  expect(response.status).toBe(200)
})

test.each([
  ['no secret', {}],
  ['an empty secret', { client_secret: '' }],
  ['the secret of another client', { client_secret: web.clientSecret ?? '' }],
  ['the secret and a blank', { client_secret: `${machine.client_secret} ` }],
  ['the secret in other letters', { client_secret: machine.client_secret.toLowerCase() }],
])('AS-23 AS-24 a confidential client with %s is not authenticated', async (_name, secret) => {
  const response = await postForm(server, '/oauth2/token', { ...credentials, client_id: machine.client_id, ...secret })
  expect([response.status, await errorOf(response)]).toEqual([401, 'invalid_client'])
})

test('AS-23 a confidential client authenticates at every grant', async () => {
  const tokens = await tokensOf(server, web, await aSignIn(web))
  const stranger = { ...web, clientSecret: undefined }
  const redeemed = await exchange(server, stranger, await aSignIn(web))

  expect(await errorOf(redeemed)).toBe('invalid_client')
  expect(await errorOf(await refresh(server, stranger, tokens.refresh_token))).toBe('invalid_client')
})

test('AS-23 a public client that sends a secret is refused', async () => {
  const response = await exchange(server, { ...spa, clientSecret: 'x' }, await aSignIn(spa))
  expect(await errorOf(response)).toBe('invalid_client')
})

test.each([
  ['an unknown client', basic('f'.repeat(32), 'x')],
  ['a wrong secret', basic(machine.client_id, 'x')],
  ['no colon', { authorization: `Basic ${Buffer.from('nothing').toString('base64')}` }],
  ['no base64', { authorization: 'Basic %%%' }],
  ['broken escapes', { authorization: `Basic ${Buffer.from('a%:b%').toString('base64')}` }],
])('AS-24 Basic with %s is answered by a challenge of the same kind', async (_name, header) => {
  const response = await postForm(server, '/oauth2/token', credentials, header)

  expect([response.status, await errorOf(response)]).toEqual([401, 'invalid_client'])
  expect(response.headers.get('www-authenticate')).toMatch(/^Basic realm=/)
})

test('AS-24 secrets are stored as digests', async () => {
  const rows = await server.query('select encode(digest, $1) as text from application_secrets', ['escape'])
  expect(rows.filter(({ text }) => String(text).includes(machine.client_secret))).toEqual([])
})

test.each([
  ['a public client', () => ({ client_id: spa.clientId }), 'unauthorized_client'],
  [
    'a web application without authorisation',
    () => ({ client_id: web.clientId, client_secret: web.clientSecret ?? '' }),
    'unauthorized_client',
  ],
])('AS-26 %s gets nothing by client credentials', async (_name, client, error) => {
  expect(await errorOf(await postForm(server, '/oauth2/token', { ...credentials, ...client() }))).toBe(error)
})

test.each([
  'password',
  'implicit',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  '__proto__',
])('AS-03 AS-26 the grant type %s is not supported', async (grantType) => {
  const fields = { grant_type: grantType, client_id: spa.clientId, username: 'a', password: 'b' }
  expect(await errorOf(await postForm(server, '/oauth2/token', fields))).toBe('unsupported_grant_type')
})

const typeless = {
  code: 'x',
  refresh_token: 'x',
  device_code: `kinde_dc_${'a'.repeat(43)}`,
  audience: machine.audience,
}
const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code'

test.each([
  ['m2m', 'authorization_code'],
  ['m2m', 'refresh_token'],
  ['m2m', DEVICE_CODE],
  ['device', 'authorization_code'],
  ['device', 'client_credentials'],
  ['spa', 'client_credentials'],
  ['spa', DEVICE_CODE],
  ['reg', DEVICE_CODE],
])('AS-26 an application of type %s may not use %s', async (type, grantType) => {
  const created = await manage(server, 'POST', '/api/v1/applications', { name: 'Any', type })
  const { application } = created as { application: { client_id: string; client_secret?: string } }
  const { client_id: id, client_secret: secret } = application
  const fields = { ...typeless, client_id: id, ...(secret === undefined ? {} : { client_secret: secret }) }
  const response = await postForm(server, '/oauth2/token', { ...fields, grant_type: grantType })

  expect([response.status, await errorOf(response)]).toEqual([400, 'unauthorized_client'])
})

test('AS-27 client credentials give only an access token, whose subject is not a user', async () => {
  const response = await postForm(
    server,
    '/oauth2/token',
    { ...credentials, scope: '' },
    basic(machine.client_id, machine.client_secret),
  )
  const body = (await response.json()) as Record<string, string>

  expect(Object.keys(body).sort()).toEqual(['access_token', 'expires_in', 'scope', 'token_type'])
  expect(claimsOf(body['access_token'] ?? '')['sub']).toBe(machine.client_id)
  expect(claimsOf(body['access_token'] ?? '')['sub']).not.toMatch(/^kp_/)
})

test.each([
  ['a scope it was not given', 'read:users admin'],
  ['openid', 'openid'],
  ['a scope in other letters', 'READ:USERS'],
])('AS-28 a machine that asks for %s is refused', async (_name, scope) => {
  const response = await postForm(
    server,
    '/oauth2/token',
    { ...credentials, scope },
    basic(machine.client_id, machine.client_secret),
  )
  expect(await errorOf(response)).toBe('invalid_scope')
})

test('AS-28 the scope of a code is the known part of what was requested, and the response reports it', async () => {
  const tokens = await tokensOf(server, spa, await aSignIn(spa, { scope: 'openid email admin read:applications' }))

  expect(tokens.scope).toBe('openid email')
  expect(claimsOf(tokens.access_token)['scp']).toEqual(['openid', 'email'])
})

test('AS-31 CS-10 tokens and errors are JSON that is never cached', async () => {
  const response = await exchange(server, spa, await aSignIn(spa))
  const refused = await postForm(server, '/oauth2/token', {})
  const said = ({ headers }: Response) => [headers.get('cache-control'), headers.get('content-type')]

  expect([said(response), said(refused)]).toEqual([
    ['no-store', 'application/json'],
    ['no-store', 'application/json'],
  ])
})

test.each([
  'https://evil.test',
  'null',
  'https://app.example.com.evil.test',
  'http://app.example.com',
  'https://APP.example.com:444',
])('AS-31 the origin %s may not read an answer', async (origin) => {
  const response = await postForm(server, '/oauth2/token', {}, { origin })
  const preflight = await server.request('/oauth2/token', {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST' },
  })

  expect(response.headers.get('access-control-allow-origin')).toBeNull()
  expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
})

test('AS-31 a registered origin may, by name', async () => {
  const response = await postForm(server, '/oauth2/token', {}, { origin: 'https://app.example.com' })

  expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example.com')
  expect(response.headers.get('vary')).toContain('Origin')
})

test('AS-32 an unknown, a used, an expired and a foreign code get the same answer', async () => {
  const used = await aSignIn(spa)
  await exchange(server, spa, used)
  const foreign = await aSignIn(otherSpa)
  const old = await aSignIn(spa)
  const unknown = { ...old, callback: new URL('https://app.example.com/?code=unknown') }
  const early = await Promise.all([used, foreign, unknown].map((one) => exchange(server, spa, one)))
  await server.advance(61)
  const bodies = await Promise.all(
    [...early, await exchange(server, spa, old)].map(async (one) => [one.status, await one.text()]),
  )

  expect(new Set(bodies.map((one) => JSON.stringify(one))).size).toBe(1)
  expect(Object.keys(JSON.parse(String(bodies[0]?.[1])) as object)).toEqual(['error', 'error_description'])
})
