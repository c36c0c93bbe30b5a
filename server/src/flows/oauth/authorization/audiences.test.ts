import { expect, test } from 'vitest'
import { anApi, api, authorize } from '../../../../test/management.ts'
import { BrowserSession } from '../../../../test/browser-session.ts'
import {
  anApplication,
  authorizePath,
  claimsOf,
  exchange,
  pkce,
  refresh,
  signUp,
  type Tokens,
} from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const client = await anApplication(server)
const { clientId } = client
const logs = await anApi(calls, { audience: 'https://logs.example', keys: ['read'] })
const mail = await anApi(calls, { audience: 'https://mail.example', keys: ['read'] })
const others = await anApi(calls, { audience: 'https://others.example', keys: ['read'] })
await authorize(calls, logs, { clientId, keys: ['read'] })
await authorize(calls, mail, { clientId })

let people = 0
async function tokensFor(more: Record<string, string>): Promise<Tokens> {
  people += 1
  const signedIn = await signUp(server, client, `person${String(people)}@example.com`, more)
  return (await (await exchange(server, client, signedIn)).json()) as Tokens
}

const refreshed = async ({ refresh_token: token }: Tokens) =>
  (await (await refresh(server, client, token)).json()) as Tokens
const audienceOf = ({ access_token: token }: Tokens) => claimsOf(token)['aud']
const profileStatus = async ({ access_token: token }: Tokens) =>
  (await server.request('/oauth2/v2/user_profile', { headers: { authorization: `Bearer ${token}` } })).status

test('the access token is for the requested API, the ID token for the client (A7-2, AS-60)', async () => {
  const tokens = await tokensFor({ audience: logs.audience })
  expect(audienceOf(tokens)).toEqual([logs.audience])
  expect(claimsOf(tokens.id_token)['aud']).toEqual([clientId])
})

test('a request may name several APIs, separated by blanks, each once (A7-2)', async () => {
  const audience = ` ${logs.audience}  ${mail.audience} ${logs.audience} `
  expect(audienceOf(await tokensFor({ audience }))).toEqual([logs.audience, mail.audience])
})

test('an audience may be repeated as a parameter (A7-2)', async () => {
  const browser = new BrowserSession(server)
  const path = authorizePath(client, pkce(), { audience: logs.audience })
  await browser.open(`${path}&audience=${encodeURIComponent(mail.audience)}`)
  expect(browser.form('identify')).toBeDefined()
})

test('an empty audience requests none', async () => {
  expect(audienceOf(await tokensFor({ audience: '' }))).toEqual([])
})

test('the scopes of an application are not given to a person (AS-28)', async () => {
  const tokens = await tokensFor({ audience: logs.audience, scope: 'openid offline read' })
  expect(claimsOf(tokens.access_token)['scp']).toEqual(['openid', 'offline'])
})

test.each([
  ['that nobody registered', 'https://nobody.example'],
  ['that the application is not authorised for', others.audience],
  ['beside one that is not', `${logs.audience} ${others.audience}`],
  ['that is the Management API', `${server.origin}/api`],
  ['beside the Management API', `${logs.audience} ${server.origin}/api`],
  ['in capitals', logs.audience.toUpperCase()],
])('an audience %s is rejected at the redirect URI (A7-4)', async (_what, audience) => {
  const response = await server.request(authorizePath(client, pkce(), { audience }))
  const location = new URL(response.headers.get('location') ?? '')
  expect(location.origin + location.pathname).toBe(client.redirectUri)
  expect(Object.fromEntries(location.searchParams)).toMatchObject({
    error: 'invalid_request',
    state: 'state-1',
    iss: server.origin,
  })
})

test('a back-end application authorised for the Management API still has no user token for it', async () => {
  const backend = await anApplication(server, { type: 'reg', redirectUri: 'https://backend.example/cb' })
  const { apis } = (await calls.get('/apis')).body
  const { id } = apis.find((one: { is_management_api: boolean }) => one.is_management_api)
  await calls.patch(`/apis/${id}/applications`, { applications: [{ id: backend.clientId }] })
  const response = await server.request(authorizePath(backend, pkce(), { audience: `${server.origin}/api` }))
  const { searchParams } = new URL(response.headers.get('location') ?? '')
  expect(searchParams.get('error')).toBe('invalid_request')
  expect(searchParams.get('error_description')).toContain('applications call it with client credentials')
})

test('a refresh keeps the audience and returns the same access token again (P3-6)', async () => {
  const tokens = await tokensFor({ audience: logs.audience })
  expect((await refreshed(tokens)).access_token).toBe(tokens.access_token)
})

test('after an API is deleted its tokens are rejected, and a refresh returns one without it', async () => {
  const gone = await anApi(calls, { audience: 'https://gone.example' })
  await authorize(calls, gone, { clientId })
  const tokens = await tokensFor({ audience: gone.audience })
  expect(await profileStatus(tokens)).toBe(200)
  await calls.delete(`/apis/${gone.id}`)
  expect(await profileStatus(tokens)).toBe(401)
  const after = await refreshed(tokens)
  expect(audienceOf(after)).toEqual([])
  expect(await profileStatus(after)).toBe(200)
})

test('a refresh after the authorisation was removed leaves out that API, and later keeps its token', async () => {
  const lost = await anApi(calls, { audience: 'https://lost.example' })
  await authorize(calls, lost, { clientId })
  const tokens = await tokensFor({ audience: `${lost.audience} ${logs.audience}` })
  await calls.patch(`/apis/${lost.id}/applications`, { applications: [{ id: clientId, operation: 'delete' }] })
  const after = await refreshed(tokens)
  expect(audienceOf(after)).toEqual([logs.audience])
  expect((await refreshed(after)).access_token).toBe(after.access_token)
})

test('after a new authorisation, a refresh returns a token that is accepted', async () => {
  const again = await anApi(calls, { audience: 'https://again.example' })
  await authorize(calls, again, { clientId })
  const tokens = await tokensFor({ audience: again.audience })
  await calls.patch(`/apis/${again.id}/applications`, { applications: [{ id: clientId, operation: 'delete' }] })
  await server.advance(2)
  await authorize(calls, again, { clientId })
  expect(await profileStatus(tokens)).toBe(401)
  const after = await refreshed(tokens)
  expect(audienceOf(after)).toEqual([again.audience])
  expect(await profileStatus(after)).toBe(200)
})

test('an API whose authorisation is removed before the code is exchanged is not in the token', async () => {
  const brief = await anApi(calls, { audience: 'https://brief.example' })
  await authorize(calls, brief, { clientId })
  const signedIn = await signUp(server, client, 'brief@example.com', { audience: brief.audience })
  await calls.delete(`/apis/${brief.id}`)
  const tokens = (await (await exchange(server, client, signedIn)).json()) as Tokens
  expect(audienceOf(tokens)).toEqual([])
})
