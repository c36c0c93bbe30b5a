import { expect, test } from 'vitest'
import { MANAGEMENT_SCOPES } from '#domain/applications'
import { watchChanges } from '../../../test/contract/changes.ts'
import { api, CONTROL, managementToken, PRODUCTION, refusal, type Api } from '../../../test/management.ts'
import { postForm } from '../../../test/oauth.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const installation = await api(server, { origin: CONTROL, token: await tokenOf(server.firstRun.installation) })
const calls = await api(server, { token: await tokenOf(server.firstRun.management) })
const changes = await watchChanges(server)

interface Client {
  readonly client_id: string
  readonly client_secret: string
  readonly audience: string
  readonly token_endpoint: string
}

async function tokenOf(client: Client | undefined, scope = ''): Promise<string> {
  const { client_id = '', client_secret = '', audience = '', token_endpoint = '' } = client ?? {}
  const fields = { grant_type: 'client_credentials', client_id, client_secret, audience, scope }
  return ((await (await postForm(server, token_endpoint, fields)).json()) as { access_token: string }).access_token
}

async function callsOf(client: Client): Promise<Api> {
  return api(server, { origin: new URL(client.audience).origin, token: await tokenOf(client) })
}

const codeOf = async (label: string): Promise<string> =>
  (await installation.get('/businesses?page_size=500')).body.businesses.find(
    (one: { host_label: string }) => one.host_label === label,
  ).code

test('T2-17 an added environment can be managed by the client in the answer', async () => {
  const { body } = await calls.post('/environments', { name: 'Staging', code: 'staging' })
  const there = await callsOf(body.management)
  expect(body.management.audience).toBe(`${String(body.environment.origin)}/api`)
  expect(await there.post('/applications', { name: 'Shop', type: 'spa' })).toMatchObject({ status: 201 })
  expect((await calls.get('/applications')).body.applications).not.toContainEqual(
    expect.objectContaining({ name: 'Shop' }),
  )
})

test('the secret of an added environment is stored nowhere and shown by no other answer', async () => {
  const { client_secret: secret } = (await calls.post('/environments', { name: 'Silent', code: 'silent' })).body
    .management
  const events = JSON.stringify(await server.query('select * from events'))
  const listed = JSON.stringify((await calls.get('/environments')).body)
  expect([events, listed].filter((text) => text.includes(secret))).toEqual([])
})

test('ATO-24 the client of an added environment may do no more than the token that added it', async () => {
  const scopes = ['create:environments', 'create:applications', 'read:applications']
  const few = await api(server, { token: await tokenOf(server.firstRun.management, scopes.join(' ')) })
  const { body } = await few.post('/environments', { name: 'Small', code: 'small' })
  const there = await callsOf(body.management)
  expect((await there.get('/applications')).body.applications).toHaveLength(1)
  expect(await there.post('/roles', { key: 'owner', name: 'Owner' })).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
})

test('T1-8 both environments of an added business can be managed by the clients in the answer', async () => {
  const { body } = await installation.post('/businesses', { name: 'Agency', host_label: 'agency' })
  const [production, development] = body.management
  expect([production.environment, development.environment]).toEqual(['production', 'development'])
  for (const client of body.management) {
    const there = await callsOf(client)
    expect(await there.post('/organization', { name: 'Customer' })).toMatchObject({ status: 200 })
  }
})

test('T2-18 production of a local start gets a client from the control environment, once', async () => {
  const path = `/businesses/${await codeOf('my-business')}/environments/production/management_client`
  const { status, body } = await installation.post(path)
  const there = await callsOf(body.management)
  expect([status, new URL(body.management.audience).origin]).toEqual([201, PRODUCTION])
  expect(await there.get('/users')).toMatchObject({ status: 200 })
  await changes()
  expect(await installation.post(path)).toMatchObject(refusal(409, 'MANAGEMENT_CLIENT_EXISTS'))
  expect(await changes()).toEqual([])
})

test('one of two simultaneous requests for a client gets it', async () => {
  const { origin } = (await calls.post('/environments', { name: 'Race', code: 'race' })).body.environment
  await server.query(
    'delete from applications where environment_id = (select environment_id from hosts where origin = $1)',
    [origin],
  )
  const path = `/businesses/${await codeOf('my-business')}/environments/race/management_client`
  const answers = await Promise.all([installation.post(path), installation.post(path)])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
})

test('development never gets a client of production', async () => {
  const path = `/businesses/${await codeOf('my-business')}/environments/production/management_client`
  const everything = await api(server, { token: await managementToken(server) })
  await changes()
  expect(await everything.post(path)).toMatchObject(refusal(403, 'CONTROL_ENVIRONMENT_ONLY'))
  expect(await everything.post('/environments', { name: 'Mine', code: 'production' })).toMatchObject(
    refusal(409, 'ENVIRONMENT_CODE_TAKEN'),
  )
  expect(await changes()).toEqual([])
})

test('ATO-24 an application that manages businesses gets no client of the environment of the administrators', async () => {
  const path = `/businesses/${await codeOf('admin')}/environments/control/management_client`
  await changes()
  expect(await installation.post(path)).toMatchObject(refusal(409, 'INSTALLATION_BUSINESS'))
  expect(await changes()).toEqual([])
})

test.each([
  ['a business', 'bus_00000000000', 'production', 'BUSINESS_NOT_FOUND'],
  ['an environment', undefined, 'nowhere', 'ENVIRONMENT_NOT_FOUND'],
])('%s that does not exist gets no client', async (_what, business, environment, code) => {
  const path = `/businesses/${business ?? (await codeOf('my-business'))}/environments/${environment}/management_client`
  expect(await installation.post(path)).toMatchObject(refusal(404, code))
})

test('the clients of new environments have every scope that the actor has', async () => {
  const { body } = await calls.post('/environments', { name: 'All', code: 'all' })
  const [row] = await server.query('select management_scopes from applications where id = $1::uuid', [
    body.management.client_id,
  ])
  expect(new Set(row?.['management_scopes'] as string[])).toEqual(new Set(MANAGEMENT_SCOPES))
})
