import { expect, test } from 'vitest'
import { anApi, anApplication, api, authorize, refusal } from '../../../../test/management.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const logs = await anApi(calls, { audience: 'https://logs.example', keys: ['read', 'write'] })
const { apis } = (await calls.get('/apis?expand=scopes')).body
const management = apis.find((one: { is_management_api: boolean }) => one.is_management_api)
const managementScope = (key: string): string => management.scopes.find((one: { key: string }) => one.key === key).id

const pathOf = (clientId: string, scopeId = logs.scopes['read'] ?? '', apiId = logs.id) =>
  `/apis/${apiId}/applications/${clientId}/scopes/${scopeId}`
const change = (id: string, applications: unknown) => calls.patch(`/apis/${id}/applications`, { applications })

test('applications are connected and disconnected in one call (A7-1)', async () => {
  const [one, two] = [await anApplication(calls, { type: 'm2m' }), await anApplication(calls)]
  await change(logs.id, [{ id: two }])
  const { status, body } = await change(logs.id, [{ id: one }, { id: two, operation: 'delete' }])
  expect(status).toBe(200)
  expect(body).toEqual({
    code: 'API_APPLICATIONS_UPDATED',
    message: 'API applications updated',
    applications_connected: [one],
    applications_disconnected: [two],
  })
})

test.each([
  ['nothing', []],
  ['an operation that we do not know', [{ id: '0'.repeat(32), operation: 'remove' }]],
  ['one application twice', Array(2).fill({ id: '0'.repeat(32) })],
  ['101 applications', Array.from({ length: 101 }, (_, at) => ({ id: String(at).padStart(32, '0') }))],
  ['no list', { id: 'a' }],
])('%s is refused', async (_what, applications) => {
  expect(await change(logs.id, applications)).toMatchObject(refusal(400, 'INVALID_BODY'))
})

test('one application that does not exist stops all of it', async () => {
  const one = await anApplication(calls)
  const api2 = await anApi(calls, { audience: 'https://all.example' })
  expect(await change(api2.id, [{ id: one }, { id: 'f'.repeat(32) }])).toMatchObject(
    refusal(404, 'APPLICATION_NOT_FOUND'),
  )
  expect((await calls.get(`/apis/${api2.id}`)).body.api.applications).toEqual([])
})

test('a scope is given to an application that is authorised, once and again', async () => {
  const clientId = await anApplication(calls, { type: 'm2m' })
  expect(await calls.post(pathOf(clientId))).toMatchObject(refusal(400, 'APPLICATION_NOT_AUTHORIZED'))
  await authorize(calls, logs, { clientId })
  const answers = await Promise.all([calls.post(pathOf(clientId)), calls.post(pathOf(clientId))])
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
})

test('a scope is taken from an application once', async () => {
  const clientId = await anApplication(calls, { type: 'm2m' })
  await authorize(calls, logs, { clientId, keys: ['read'] })
  expect((await calls.delete(pathOf(clientId))).status).toBe(200)
  expect(await calls.delete(pathOf(clientId))).toMatchObject(refusal(404, 'APPLICATION_SCOPE_NOT_FOUND'))
})

test('an API that is deleted while it is given leaves nothing and breaks nothing', async () => {
  const clientId = await anApplication(calls, { type: 'm2m' })
  const raced = await anApi(calls, { audience: 'https://raced.example', keys: ['read'] })
  await authorize(calls, raced, { clientId })
  const answers = await Promise.all([
    ...Array.from({ length: 5 }, () => calls.post(pathOf(clientId, raced.scopes['read'], raced.id))),
    calls.delete(`/apis/${raced.id}`),
    ...Array.from({ length: 5 }, () => change(raced.id, [{ id: clientId }])),
    calls.delete(`/applications/${clientId}`),
  ])
  expect(answers.filter(({ status }) => status !== 200 && status !== 404)).toEqual([])
  expect(
    await server.query('select 1 from application_scopes where resource_server_id = $1::uuid', [raced.id]),
  ).toEqual([])
})

test('the Management API is given scope by scope, and shown (A7-3)', async () => {
  const clientId = await anApplication(calls, { type: 'm2m' })
  await change(management.id, [{ id: clientId }])
  await calls.post(pathOf(clientId, managementScope('read:users'), management.id))
  await calls.post(pathOf(clientId, managementScope('read:roles'), management.id))
  await calls.delete(pathOf(clientId, managementScope('read:users'), management.id))
  const [row] = await server.query('select management_scopes as scopes from applications where id = $1::uuid', [
    clientId,
  ])
  const { applications } = (await calls.get(`/apis/${management.id}`)).body.api
  expect(row?.['scopes']).toEqual(['read:roles'])
  expect(applications.map((one: { id: string }) => one.id)).toContain(clientId)
})

test('nobody gives a scope of the Management API that they do not hold (ATO-24)', async () => {
  const narrow = await api(server, { scopes: ['update:apis', 'create:api_application_scopes', 'read:users'] })
  const clientId = await anApplication(calls, { type: 'm2m' })
  await narrow.patch(`/apis/${management.id}/applications`, { applications: [{ id: clientId }] })
  const given = await narrow.post(pathOf(clientId, managementScope('read:users'), management.id))
  const refused = await narrow.post(pathOf(clientId, managementScope('delete:users'), management.id))
  expect(given.status).toBe(200)
  expect(refused).toMatchObject(refusal(403, 'INSUFFICIENT_SCOPE'))
})

test('authorising for the Management API gives no scope, and taking it back takes all', async () => {
  const clientId = await anApplication(calls, { type: 'm2m' })
  const scopes = async () =>
    (await server.query('select management_scopes as m from applications where id = $1::uuid', [clientId]))[0]?.['m']
  await change(management.id, [{ id: clientId }])
  expect(await scopes()).toEqual([])
  await calls.post(pathOf(clientId, managementScope('read:users'), management.id))
  await change(management.id, [{ id: clientId, operation: 'delete' }])
  expect(await scopes()).toEqual([])
  expect(await calls.post(pathOf(clientId, managementScope('read:users'), management.id))).toMatchObject(
    refusal(400, 'APPLICATION_NOT_AUTHORIZED'),
  )
})

const [organization] = await server.query(
  'select o.code from organizations o join hosts h using (environment_id) where h.origin = $1',
  [server.origin],
)

test.each([
  ['a single-page application', { type: 'spa' }],
  ['a device', { type: 'device' }],
  ['an application of an organization', { type: 'm2m', org_code: organization?.['code'] }],
])('%s is not authorised for the Management API (A8-2)', async (_what, fields) => {
  const id = await anApplication(calls, fields)
  expect(await change(management.id, [{ id }])).toMatchObject(refusal(400, 'MANAGEMENT_API_NOT_SUPPORTED'))
})
