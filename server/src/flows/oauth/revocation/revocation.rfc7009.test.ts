import { expect, test } from 'vitest'
import {
  anApplication,
  exchange,
  postForm,
  refresh,
  signUp,
  type TestClient,
  type Tokens,
} from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const client = await anApplication(server)
const other = await anApplication(server, { redirectUri: 'https://other.example.com/callback' })
const confidential = await anApplication(server, { type: 'reg', redirectUri: 'https://server.example.com/cb' })
const { client_id, client_secret, audience } = server.firstRun.management

async function tokensOf(email: string, of: TestClient = client): Promise<Tokens> {
  return (await (await exchange(server, of, await signUp(server, of, email))).json()) as Tokens
}

function revoke(token: string, more: Record<string, string> = {}, headers: Record<string, string> = {}) {
  return postForm(server, '/oauth2/revoke', { client_id: client.clientId, token, ...more }, headers)
}

async function profileStatus(accessToken: string): Promise<number> {
  const headers = { authorization: `Bearer ${accessToken}` }
  return (await server.request('/oauth2/v2/user_profile', { headers })).status
}

async function machineToken(): Promise<string> {
  const fields = { grant_type: 'client_credentials', client_id, client_secret, audience }
  return ((await (await postForm(server, '/oauth2/token', fields)).json()) as Tokens).access_token
}

async function managementStatus(token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  return (await server.request('/api/v1/applications', { headers })).status
}

test('RFC 7009 a revoked access token stops at our endpoints at once; the answer is an empty 200', async () => {
  const tokens = await tokensOf('access@example.com')
  const response = await revoke(tokens.access_token, { token_type_hint: 'access_token' })
  expect([response.status, await response.text(), response.headers.get('cache-control')]).toEqual([200, '', 'no-store'])
  expect(await profileStatus(tokens.access_token)).toBe(401)
})

test('P3-7 after its access token was revoked a refresh returns a new one that works', async () => {
  const tokens = await tokensOf('again@example.com')
  await revoke(tokens.access_token)
  const renewed = (await (await refresh(server, client, tokens.refresh_token)).json()) as Tokens
  expect(renewed.access_token).not.toBe(tokens.access_token)
  expect(await profileStatus(renewed.access_token)).toBe(200)
})

test('RFC 7009 a revoked refresh token ends its access tokens too (section 2.1)', async () => {
  const tokens = await tokensOf('refresh@example.com')
  expect((await revoke(tokens.refresh_token, { token_type_hint: 'refresh_token' })).status).toBe(200)
  expect(await profileStatus(tokens.access_token)).toBe(401)
  expect(await (await refresh(server, client, tokens.refresh_token)).json()).toMatchObject({ error: 'invalid_grant' })
})

test('RFC 7009 revoking a used refresh token ends its successor too', async () => {
  const tokens = await tokensOf('used@example.com')
  const renewed = (await (await refresh(server, client, tokens.refresh_token)).json()) as Tokens
  await revoke(tokens.refresh_token)
  expect((await refresh(server, client, renewed.refresh_token)).status).toBe(400)
})

test('RFC 7009 a revocation is recorded once', async () => {
  const tokens = await tokensOf('recorded@example.com')
  await revoke(tokens.refresh_token)
  await revoke(tokens.refresh_token)
  const sub = (JSON.parse(atob(tokens.id_token.split('.')[1] ?? '')) as { sub: string }).sub
  const rows = await server.query(`select actor from events where type = 'grant.revoked' and subject = $1`, [sub])
  expect(rows).toHaveLength(1)
})

test.each(['access_token', 'refresh_token', 'saml2', ''])(
  'RFC 7009 token_type_hint=%j is only a hint',
  async (hint) => {
    const tokens = await tokensOf(`hint-${hint}@example.com`)
    await revoke(tokens.access_token, { token_type_hint: hint })
    expect(await profileStatus(tokens.access_token)).toBe(401)
  },
)

test.each(['access_token', 'refresh_token'] as const)(
  'RFC 7009 the %s of another client stays valid, and the answer reveals nothing',
  async (kind) => {
    const tokens = await tokensOf(`foreign-${kind}@example.com`)
    const response = await revoke(tokens[kind], { client_id: other.clientId })
    expect([response.status, await response.text()]).toEqual([200, ''])
    expect(await profileStatus(tokens.access_token)).toBe(200)
    expect((await refresh(server, client, tokens.refresh_token)).status).toBe(200)
  },
)

test.each([
  ['garbage', 'garbage'],
  ['three empty parts', '..'],
  ['a refresh token nobody has', 'x'.repeat(43)],
  ['what is no text', '\0�'],
  ['more than any token', 'a.'.repeat(20_000)],
])('RFC 7009 %s gets the same answer as any other token (section 2.2)', async (_what, token) => {
  const response = await revoke(token)
  expect([response.status, await response.text()]).toEqual([200, ''])
})

test('AS-42 an ID token is no access token, so revoking it ends nothing', async () => {
  const tokens = await tokensOf('id-token@example.com')
  expect((await revoke(tokens.id_token)).status).toBe(200)
  expect(await profileStatus(tokens.access_token)).toBe(200)
})

test('a machine revokes its own token', async () => {
  const token = await machineToken()
  const before = await managementStatus(token)
  await postForm(server, '/oauth2/revoke', { client_id, client_secret, token })
  expect([before, await managementStatus(token)]).toEqual([200, 401])
})

test('a token that was revoked while its user was suspended stays revoked when they return', async () => {
  const tokens = await tokensOf('suspended@example.com')
  const suspend = `update users set is_suspended = $1 where id in
    (select user_id from identities where normalized = 'suspended@example.com')`
  await server.query(suspend, [true])
  await revoke(tokens.access_token)
  await server.query(suspend, [false])
  expect(await profileStatus(tokens.access_token)).toBe(401)
})

test.each([
  ['no client', { client_id: '' }, 401, 'invalid_client'],
  ['an unknown client', { client_id: '0'.repeat(32) }, 401, 'invalid_client'],
  ['a secret of a client that has none', { client_secret: 'x' }, 401, 'invalid_client'],
  ['a confidential client without its secret', { client_id: confidential.clientId }, 401, 'invalid_client'],
  ['no token', { token: '' }, 400, 'invalid_request'],
])('AS-23 %s is rejected', async (_what, more, status, error) => {
  const response = await revoke('x', more)
  expect(response.status).toBe(status)
  expect(await response.json()).toEqual({ error, error_description: expect.any(String) })
})

test('AS-24 a client that tried Basic gets the challenge for it', async () => {
  const wrong = { authorization: `Basic ${btoa(`${confidential.clientId}:wrong`)}` }
  const response = await postForm(server, '/oauth2/revoke', { token: 'x' }, wrong)
  expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Basic /)])
})

test('AS-22 a confidential client authenticates by Basic', async () => {
  const tokens = await tokensOf('basic@example.com', confidential)
  const basic = { authorization: `Basic ${btoa(`${confidential.clientId}:${confidential.clientSecret ?? ''}`)}` }
  const response = await postForm(server, '/oauth2/revoke', { token: tokens.refresh_token }, basic)
  expect([response.status, await profileStatus(tokens.access_token)]).toEqual([200, 401])
})

test('AS-12 a repeated parameter is rejected', async () => {
  const response = await server.request('/oauth2/revoke', {
    method: 'POST',
    body: `client_id=${client.clientId}&token=a&token=b`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
  expect([response.status, await response.json()]).toMatchObject([400, { error: 'invalid_request' }])
})

test('AS-21 a JSON body is rejected', async () => {
  const response = await server.request('/oauth2/revoke', {
    method: 'POST',
    body: JSON.stringify({ client_id: client.clientId, token: 'x' }),
    headers: { 'content-type': 'application/json' },
  })
  expect([response.status, await response.json()]).toMatchObject([400, { error: 'invalid_request' }])
})

test('AS-21 GET is not allowed', async () => {
  const response = await server.request(`/oauth2/revoke?client_id=${client.clientId}&token=x`)
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, OPTIONS'])
})

test.each([
  ['a registered origin', 'https://app.example.com', 'https://app.example.com'],
  ['any other origin', 'https://evil.example.com', null],
])('AS-31 %s reads the answer accordingly, never with credentials', async (_what, origin, allowed) => {
  const response = await revoke('x', {}, { origin })
  expect(response.headers.get('access-control-allow-origin')).toBe(allowed)
  expect(response.headers.get('access-control-allow-credentials')).toBeNull()
})

test('the preflight of a browser SDK passes', async () => {
  const response = await server.request('/oauth2/revoke', {
    method: 'OPTIONS',
    headers: { origin: 'https://app.example.com', 'access-control-request-method': 'POST' },
  })
  expect(response.headers.get('access-control-allow-headers')).toContain('Kinde-SDK')
})
