import { expect, test } from 'vitest'
import { anApi, api, authorize, refusal } from '../../../test/management.ts'
import { anApplication, exchange, postForm, signUp, type Tokens } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const client = await anApplication(server)
const backend = await anApplication(server, { type: 'reg', redirectUri: 'https://backend.example/cb' })
const strict = await anApi(calls, { audience: 'https://strict.example' })
const plain = await anApi(calls, { audience: 'https://plain.example' })
for (const { clientId } of [client, backend]) {
  await authorize(calls, strict, { clientId })
  await authorize(calls, plain, { clientId })
}
await calls.patch(`/apis/${strict.id}`, { token_typ: 'at+jwt' })

const typOf = (jwt: string): unknown =>
  JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString('utf8')).typ

async function userTokens(audience: string): Promise<Tokens> {
  const email = `${audience.replaceAll(/\W/g, '-')}@example.com`
  return (await (await exchange(server, client, await signUp(server, client, email, { audience }))).json()) as Tokens
}

async function machineToken(audience: string): Promise<string> {
  const { clientId: client_id, clientSecret: client_secret = '' } = backend
  const fields = { grant_type: 'client_credentials', client_id, client_secret, audience }
  return ((await (await postForm(server, '/oauth2/token', fields)).json()) as Tokens).access_token
}

test('AS-41 the tokens of an API that wants it say at+jwt, the ID token beside them does not', async () => {
  const tokens = await userTokens(strict.audience)
  expect([typOf(tokens.access_token), typOf(tokens.id_token)]).toEqual(['at+jwt', 'JWT'])
})

test('AS-41 a token for several APIs says at+jwt where all of them want it', async () => {
  const tokens = await userTokens(`${strict.audience} ${plain.audience}`)
  expect(typOf(tokens.access_token)).toBe('JWT')
})

test('AS-41 tokens of a machine say what those of people say', async () => {
  const typs = [typOf(await machineToken(strict.audience)), typOf(await machineToken(plain.audience))]
  expect(typs).toEqual(['at+jwt', 'JWT'])
})

test('AS-42 a token with at+jwt is accepted at our own endpoints', async () => {
  const { access_token: token } = await userTokens('https://strict.example')
  const response = await server.request('/oauth2/v2/user_profile', { headers: { authorization: `Bearer ${token}` } })
  expect(response.status).toBe(200)
})

test('the API says what its tokens say', async () => {
  const read = async (id: string) => (await calls.get(`/apis/${id}?expand=token_typ`)).body.api.token_typ
  expect([await read(strict.id), await read(plain.id)]).toEqual(['at+jwt', 'JWT'])
})

test('a change is an event, and saying the same again is none', async () => {
  const once = await anApi(calls, { audience: 'https://once.example' })
  await calls.patch(`/apis/${once.id}`, { token_typ: 'at+jwt' })
  await calls.patch(`/apis/${once.id}`, { token_typ: 'at+jwt' })
  await calls.patch(`/apis/${once.id}`, {})
  const events = await server.query(`select data from events where type = 'api.updated' and subject = $1`, [once.id])
  expect(events).toMatchObject([{ data: { token_typ: 'at+jwt' } }])
})

test('neither another typ nor the Management API can be set', async () => {
  const { apis } = (await calls.get('/apis')).body
  const { id } = apis.find((one: { is_management_api: boolean }) => one.is_management_api)
  expect(await calls.patch(`/apis/${id}`, { token_typ: 'at+jwt' })).toMatchObject(refusal(400, 'SYSTEM_API'))
  expect((await calls.patch(`/apis/${plain.id}`, { token_typ: 'none' })).status).toBe(400)
})

test('ATO-11 an API of another environment is none, and stays as it is', async () => {
  const foreign = await api(server, { origin: 'http://my-business.localhost:3000' })
  expect(await foreign.patch(`/apis/${plain.id}`, { token_typ: 'at+jwt' })).toMatchObject(refusal(404, 'API_NOT_FOUND'))
  expect((await calls.get(`/apis/${plain.id}?expand=token_typ`)).body.api.token_typ).toBe('JWT')
})
