import { expect, test } from 'vitest'
import {
  anApplication,
  claimsOf,
  exchange,
  manage,
  postForm,
  refresh,
  signUp,
  type SignedIn,
  type TestClient,
} from '../oauth.ts'
import { startServer } from '../server.ts'
import { tokensOf } from './builders.ts'

const server = await startServer()
const spa = await anApplication(server)
const web = await anApplication(server, { type: 'reg' })
const machine = server.firstRun.management

let people = 0

async function aSignIn(client: TestClient, more: Record<string, string> = {}): Promise<SignedIn> {
  people += 1
  return signUp(server, client, `person-${String(people)}@example.com`, more)
}

async function errorOf(response: Response): Promise<unknown> {
  return ((await response.json()) as { error?: string }).error
}

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
