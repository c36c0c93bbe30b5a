import { expect, test } from 'vitest'
import { anApplication, exchange, postForm, signUp, type SignedIn, type TestClient, type Tokens } from '../oauth.ts'
import { startServer } from '../server.ts'

const server = await startServer()
const spa = await anApplication(server)
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

async function errorOf(response: Response): Promise<unknown> {
  return ((await response.json()) as { error?: string }).error
}

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
