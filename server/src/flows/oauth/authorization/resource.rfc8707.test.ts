import { expect, test } from 'vitest'
import { aDevice, approveOn, askForCode, pollOnce } from '../../../../test/device.ts'
import { anApi, api, authorize } from '../../../../test/management.ts'
import { anApplication, authorizePath, claimsOf, pkce, postForm, signUp, type Tokens } from '../../../../test/oauth.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const client = await anApplication(server)
const backend = await anApplication(server, { type: 'reg', redirectUri: 'https://backend.example/cb' })
const device = await aDevice(server)
const logs = await anApi(calls, { audience: 'https://logs.example', keys: ['read:logs'] })
const mail = await anApi(calls, { audience: 'https://mail.example' })
const others = await anApi(calls, { audience: 'https://others.example' })
for (const { clientId } of [client, backend, { clientId: device }]) {
  await authorize(calls, logs, { clientId })
  await authorize(calls, mail, { clientId })
}
await authorize(calls, logs, { clientId: backend.clientId, keys: ['read:logs'] })

let people = 0
const somebody = () => `person${String((people += 1))}@example.com`

/** Returns a code for both APIs, and a function that exchanges it. */
async function aCode() {
  const { callback, proof } = await signUp(server, client, somebody(), {
    audience: logs.audience,
    resource: mail.audience,
  })
  return {
    grant_type: 'authorization_code',
    client_id: client.clientId,
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: client.redirectUri,
    code_verifier: proof.verifier,
  }
}

const send = async (fields: Record<string, string>, path = '/oauth2/token') => {
  const response = await postForm(server, path, fields)
  return { status: response.status, body: (await response.json()) as Tokens & { error?: string } }
}
const audienceOf = ({ access_token: token }: Tokens) => claimsOf(token)['aud']
const refreshWith = ({ refresh_token }: Tokens, more: Record<string, string> = {}) =>
  send({ grant_type: 'refresh_token', client_id: client.clientId, refresh_token, ...more })

test('AS-48 a resource is an audience by the name of RFC 8707, also together with one', async () => {
  expect(audienceOf((await send(await aCode())).body)).toEqual([logs.audience, mail.audience])
})

test.each([
  ['is not registered', 'https://nobody.example'],
  ['the application is not authorised for', others.audience],
  ['is the Management API', `${server.origin}/api`],
  ['is no absolute URI', 'logs'],
  ['is relative', '/logs'],
  ['has a fragment', `${logs.audience}#x`],
  ['is two in one', `${logs.audience} ${mail.audience}`],
])('AS-48 a resource that %s is an invalid target', async (_what, resource) => {
  const response = await server.request(authorizePath(client, pkce(), { resource }))
  const location = new URL(response.headers.get('location') ?? '')
  expect(Object.fromEntries(location.searchParams)).toMatchObject({ error: 'invalid_target', iss: server.origin })
})

test('AS-12 AS-48 a resource may be repeated', async () => {
  const path = authorizePath(client, pkce(), { resource: logs.audience })
  const response = await server.request(`${path}&resource=${encodeURIComponent(mail.audience)}`)
  expect(response.status).toBe(200)
})

test('AS-48 at the exchange a resource narrows the access token (RFC 8707 section 2.2)', async () => {
  const { body } = await send({ ...(await aCode()), resource: mail.audience })
  expect(audienceOf(body)).toEqual([mail.audience])
})

test('AS-48 each refresh may name another of the granted resources', async () => {
  const first = (await send({ ...(await aCode()), resource: mail.audience })).body
  const second = (await refreshWith(first, { resource: logs.audience })).body
  const third = (await refreshWith(second)).body

  expect([audienceOf(second), audienceOf(third)]).toEqual([[logs.audience], [logs.audience, mail.audience]])
})

test('AS-28 AS-48 a resource that was not granted is rejected, and the code stays valid', async () => {
  const fields = await aCode()
  const wider = await send({ ...fields, resource: others.audience })
  const right = await send(fields)

  expect([wider.status, wider.body.error, right.status]).toEqual([400, 'invalid_target', 200])
})

test('AS-28 AS-48 a refresh with a resource that was not granted changes nothing', async () => {
  const tokens = (await send(await aCode())).body
  const wider = await refreshWith(tokens, { resource: others.audience })
  const right = await refreshWith(tokens)

  expect([wider.status, wider.body.error, right.status]).toEqual([400, 'invalid_target', 200])
})

test('AS-48 a resource whose authorisation was removed since is an invalid target', async () => {
  const lost = await anApi(calls, { audience: 'https://lost.example' })
  await authorize(calls, lost, { clientId: client.clientId })
  const { callback, proof } = await signUp(server, client, somebody(), { resource: lost.audience })
  await calls.delete(`/apis/${lost.id}`)
  const { body } = await send({
    grant_type: 'authorization_code',
    client_id: client.clientId,
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: client.redirectUri,
    code_verifier: proof.verifier,
    resource: lost.audience,
  })

  expect(body.error).toBe('invalid_target')
})

const machine = {
  grant_type: 'client_credentials',
  client_id: backend.clientId,
  client_secret: backend.clientSecret ?? '',
}

test('AS-48 a machine may name its API by resource', async () => {
  const { body } = await send({ ...machine, resource: logs.audience })
  expect([audienceOf(body), body.scope]).toEqual([[logs.audience], 'read:logs'])
})

test.each([
  ['of nobody', others.audience],
  ['that is no URI', 'logs'],
])('AS-48 a machine with a resource %s has an invalid target', async (_what, resource) => {
  expect((await send({ ...machine, audience: logs.audience, resource })).body.error).toBe('invalid_target')
})

test('AS-48 a device may request by resource, and narrow when it polls', async () => {
  const asked = await askForCode(server, { client_id: device, audience: logs.audience, resource: mail.audience })
  await approveOn(server, asked.user_code, somebody())
  const { body } = await pollOnce(server, {
    client_id: device,
    device_code: asked.device_code,
    resource: logs.audience,
  })

  expect(audienceOf(body)).toEqual([logs.audience])
})

test('AS-48 a device with a resource that is not registered has an invalid target', async () => {
  const fields = { client_id: device, resource: 'https://nobody.example' }
  expect((await send(fields, '/oauth2/device/auth')).body.error).toBe('invalid_target')
})
