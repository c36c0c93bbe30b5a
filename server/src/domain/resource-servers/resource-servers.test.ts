import { expect, test } from 'vitest'
import { anApi, anApplication, api, authorize, managementToken, PRODUCTION, refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)

interface Shown {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly is_management_api: boolean
  readonly is_active: boolean
  readonly scopes: readonly { readonly key: string }[]
}

const missing = '0'.repeat(32)
const missingScope = `api_scope_${missing}`

const eventsOf = (id: string) =>
  server.query('select type, actor, source, data from events where subject = $1 order by occurred_at, id', [id])
const managementId = async (origin = server.origin): Promise<string> =>
  (await (await api(server, { origin })).get('/apis')).body.apis.find((one: Shown) => one.is_management_api).id

test('an API is registered, read and deleted (A7-1)', async () => {
  const created = await calls.post('/apis', { name: '  Logs ', audience: 'https://logs.example' })
  const path = `/apis/${created.body.api.id}`
  expect(created).toMatchObject({ status: 200, body: { api: { id: expect.stringMatching(/^[0-9a-f]{32}$/) } } })
  expect((await calls.get(path)).body.api).toEqual({
    id: created.body.api.id,
    name: 'Logs',
    audience: 'https://logs.example',
    is_management_api: false,
    scopes: [],
    applications: [],
  })
  expect((await calls.delete(path)).body).toEqual({ code: 'API_DELETED', message: 'API successfully deleted' })
  expect(await calls.get(path)).toMatchObject(refusal(404, 'API_NOT_FOUND'))
})

test('the list is by name, the Management API in it, with scopes when asked for', async () => {
  const other = await api(server, { origin: PRODUCTION })
  await anApi(other, { audience: 'https://b.example', keys: ['write', 'read'] })
  await other.post('/apis', { name: 'A', audience: 'https://a.example' })
  const plain = (await other.get('/apis')).body.apis
  const expanded = (await other.get('/apis?expand=scopes')).body.apis
  expect(plain.map(({ name }: Shown) => name)).toEqual([
    'A',
    'API of https://b.example',
    'API of https://there.example',
    'Management API',
  ])
  expect(plain[3]).toEqual({
    id: expect.any(String),
    name: 'Management API',
    audience: `${PRODUCTION}/api`,
    is_management_api: true,
  })
  expect(expanded.map(({ scopes }: Shown) => scopes.map(({ key }) => key).slice(0, 2))).toEqual([
    [],
    ['read', 'write'],
    ['read'],
    ['create:api_application_scopes', 'create:api_keys'],
  ])
})

test.each([
  ['no name', { audience: 'https://x.example' }, 400, 'INVALID_BODY'],
  ['an empty name', { name: ' ', audience: 'https://x.example' }, 400, 'INVALID_BODY'],
  ['a name of 65 characters', { name: 'a'.repeat(65), audience: 'https://x.example' }, 400, 'INVALID_BODY'],
  ['a line break in its name', { name: 'a\nb', audience: 'https://x.example' }, 400, 'INVALID_BODY'],
  ['no audience', { name: 'a' }, 400, 'INVALID_BODY'],
  ['an empty audience', { name: 'a', audience: '' }, 400, 'INVALID_BODY'],
  ['an audience with a blank', { name: 'a', audience: 'a b' }, 400, 'INVALID_BODY'],
  ['an audience of 65 characters', { name: 'a', audience: 'a'.repeat(65) }, 400, 'INVALID_BODY'],
  ['the audience of the Management API', { name: 'a', audience: `${server.origin}/api` }, 400, 'AUDIENCE_RESERVED'],
  ['our own origin', { name: 'a', audience: server.origin.toUpperCase() }, 400, 'AUDIENCE_RESERVED'],
  ['a client id as audience', { name: 'a', audience: 'abcdef0123456789'.repeat(2) }, 400, 'AUDIENCE_RESERVED'],
])('an API with %s is refused', async (_what, body, status, code) => {
  expect(await calls.post('/apis', body)).toMatchObject(refusal(status, code))
})

test('an audience is registered once per environment, at the same moment too', async () => {
  const body = { name: 'Twin', audience: 'https://twin.example' }
  const answers = await Promise.all([calls.post('/apis', body), calls.post('/apis', body)])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  expect(answers.find(({ status }) => status === 409)).toMatchObject(refusal(409, 'AUDIENCE_TAKEN'))
  expect((await (await api(server, { origin: PRODUCTION })).post('/apis', body)).status).toBe(200)
})

test('a scope is added, read, changed and deleted', async () => {
  const { id } = await anApi(calls, { audience: 'https://scopes.example' })
  const created = await calls.post(`/apis/${id}/scopes`, { key: 'read:logs', description: 'Read' })
  const scopeId = created.body.scope.id
  const path = `/apis/${id}/scopes/${scopeId}`
  expect(scopeId).toMatch(/^api_scope_[0-9a-f]{32}$/)
  expect((await calls.get(path)).body.scope).toEqual({ id: scopeId, key: 'read:logs', description: 'Read' })
  const renamed = await calls.patch(path, { description: 'Write logs', key: 'write:logs' })
  expect(renamed).toMatchObject(refusal(400, 'FIELD_CANNOT_CHANGE'))
  await calls.patch(path, { description: 'Read logs', key: 'read:logs' })
  await calls.patch(path)
  const listed = (await calls.get(`/apis/${id}/scopes`)).body.scopes
  expect(listed).toEqual([{ id: scopeId, key: 'read:logs', description: 'Read logs' }])
  expect(await calls.delete(path)).toMatchObject({ status: 200, body: { code: 'OK' } })
  expect(await calls.get(path)).toMatchObject(refusal(404, 'API_SCOPE_NOT_FOUND'))
})

const refusing = await anApi(calls, { audience: 'https://refusing.example', keys: ['taken'] })

test.each([
  ['no key', {}, 400, 'INVALID_BODY'],
  ['white space in its key', { key: 'read logs' }, 400, 'INVALID_BODY'],
  ['a quote in its key', { key: 'read"logs' }, 400, 'INVALID_BODY'],
  ['a key of 65 characters', { key: 'a'.repeat(65) }, 400, 'INVALID_BODY'],
  ['a key of OpenID Connect', { key: 'openid' }, 400, 'SCOPE_KEY_RESERVED'],
  ['a key that is taken', { key: 'taken' }, 409, 'SCOPE_KEY_TAKEN'],
])('a scope with %s is refused', async (_what, body, status, code) => {
  expect(await calls.post(`/apis/${refusing.id}/scopes`, body)).toMatchObject(refusal(status, code))
})

test('the Management API cannot be deleted, and its scopes are what they are', async () => {
  const id = await managementId()
  const [scope] = (await calls.get(`/apis/${id}/scopes`)).body.scopes
  const answers = await Promise.all([
    calls.delete(`/apis/${id}`),
    calls.post(`/apis/${id}/scopes`, { key: 'read:everything' }),
    calls.patch(`/apis/${id}/scopes/${scope.id}`, { description: 'x' }),
    calls.delete(`/apis/${id}/scopes/${scope.id}`),
  ])
  expect(answers.map(({ body }) => body.errors[0].code)).toEqual(Array(4).fill('SYSTEM_API'))
  expect((await calls.get(`/apis/${id}/scopes/${scope.id}`)).body.scope).toEqual(scope)
})

test('an API shows the applications that are authorised for it, by name', async () => {
  const one = await anApi(calls, { audience: 'https://shown.example' })
  for (const [name, type] of [
    ['b', 'm2m'],
    ['a', 'spa'],
    ['c', 'reg'],
    ['d', 'device'],
  ] as const) {
    await authorize(calls, one, { clientId: await anApplication(calls, { name, type }) })
  }
  const { applications } = (await calls.get(`/apis/${one.id}`)).body.api
  expect(applications.map(({ name, type, is_active: active }: Shown) => [name, type, active])).toEqual([
    ['a', 'Front-end and mobile', true],
    ['b', 'Machine to machine (M2M)', true],
    ['c', 'Back-end web', true],
    ['d', 'Device and IoT', true],
  ])
})

test('changes leave events that name who made them', async () => {
  const one = await anApi(calls, { audience: 'https://events.example', keys: ['read'] })
  const clientId = await anApplication(calls, { type: 'm2m' })
  await authorize(calls, one, { clientId, keys: ['read'] })
  await calls.delete(`/apis/${one.id}/applications/${clientId}/scopes/${one.scopes['read'] ?? ''}`)
  await calls.patch(`/apis/${one.id}/scopes/${one.scopes['read'] ?? ''}`, { description: 'x' })
  await calls.delete(`/apis/${one.id}/scopes/${one.scopes['read'] ?? ''}`)
  await calls.patch(`/apis/${one.id}/applications`, { applications: [{ id: clientId, operation: 'delete' }] })
  await calls.delete(`/apis/${one.id}`)
  const events = await eventsOf(one.id)
  expect(events.map(({ type }) => String(type).slice(4))).toEqual([
    'created',
    'scope_created',
    'application_authorized',
    'application_scope_added',
    'application_scope_removed',
    'scope_updated',
    'scope_deleted',
    'application_unauthorized',
    'deleted',
  ])
  expect(events[3]).toMatchObject({
    actor: { type: 'application' },
    source: 'api',
    data: { application: clientId, scope: 'read' },
  })
})

const here = await anApi(calls, { audience: 'https://here.example', keys: ['read'] })
const hereClient = await anApplication(calls, { type: 'm2m' })
const production = await api(server, { origin: PRODUCTION })
const there = await anApi(production, { audience: 'https://there.example', keys: ['read'] })
const thereClient = await anApplication(production, { type: 'm2m' })
const scopeOf = (one: typeof here) => one.scopes['read'] ?? ''
const thereManagement = await managementId(PRODUCTION)
await authorize(calls, here, { clientId: hereClient })

/** Every operation that takes an id, with each of its ids in turn foreign, unknown or of another form. */
const foreign = [there.id, thereManagement, missing, 'nonsense', here.id.toUpperCase() + '0'].flatMap((id) => [
  ['GET', `/apis/${id}`],
  ['DELETE', `/apis/${id}`],
  ['GET', `/apis/${id}/scopes`],
  ['POST', `/apis/${id}/scopes`, { key: 'smuggled' }],
  ['GET', `/apis/${id}/scopes/${scopeOf(there)}`],
  ['PATCH', `/apis/${id}/scopes/${scopeOf(there)}`, { description: 'x' }],
  ['DELETE', `/apis/${id}/scopes/${scopeOf(there)}`],
  ['PATCH', `/apis/${id}/applications`, { applications: [{ id: hereClient }] }],
  ['POST', `/apis/${id}/applications/${hereClient}/scopes/${scopeOf(here)}`],
  ['DELETE', `/apis/${id}/applications/${hereClient}/scopes/${scopeOf(here)}`],
])
const foreignScopes = [scopeOf(there), missingScope, missing, 'nonsense'].flatMap((id) => [
  ['GET', `/apis/${here.id}/scopes/${id}`],
  ['PATCH', `/apis/${here.id}/scopes/${id}`, { description: 'x' }],
  ['DELETE', `/apis/${here.id}/scopes/${id}`],
  ['POST', `/apis/${here.id}/applications/${hereClient}/scopes/${id}`],
  ['DELETE', `/apis/${here.id}/applications/${hereClient}/scopes/${id}`],
])
const foreignApplications = [thereClient, missing, 'nonsense'].flatMap((id) => [
  ['PATCH', `/apis/${here.id}/applications`, { applications: [{ id: hereClient, operation: 'delete' }, { id }] }],
  ['POST', `/apis/${here.id}/applications/${id}/scopes/${scopeOf(here)}`],
  ['DELETE', `/apis/${here.id}/applications/${id}/scopes/${scopeOf(here)}`],
])

test.each([...foreign, ...foreignScopes, ...foreignApplications] as [string, string, unknown][])(
  '%s %s finds nothing (ATO-11)',
  async (method, path, body) => {
    const answer = await calls.send(method, path, body)
    expect([answer.status, answer.body.errors?.[0].code]).toEqual([404, expect.stringMatching(/_NOT_FOUND$/)])
  },
)

test('none of these changed anything, in either environment', async () => {
  const [ours, theirs] = [
    (await calls.get(`/apis/${here.id}`)).body.api,
    (await production.get(`/apis/${there.id}`)).body.api,
  ]
  expect(ours).toMatchObject({ scopes: [{ key: 'read' }], applications: [{ id: hereClient }] })
  expect(theirs).toMatchObject({ scopes: [{ key: 'read' }], applications: [] })
})

test('fields that are not taken change nothing (ATO-23)', async () => {
  const more = {
    id: missing,
    environment_id: missing,
    is_management_api: true,
    scopes: [{ key: 'all' }],
    applications: [{ id: hereClient }],
    created_at: '2000-01-01',
  }
  const { id } = (await calls.post('/apis', { name: 'Mass', audience: 'https://mass.example', ...more })).body.api
  expect((await calls.get(`/apis/${id}`)).body.api).toEqual({
    id: expect.not.stringMatching(missing),
    name: 'Mass',
    audience: 'https://mass.example',
    is_management_api: false,
    scopes: [],
    applications: [],
  })
})

test('a token with one scope cannot use those of the others (ATO-24)', async () => {
  const token = await managementToken(server, { scopes: ['read:api_scopes'] })
  const narrow = await api(server, { token })
  const statuses = await Promise.all([narrow.get(`/apis/${here.id}`), narrow.get(`/apis/${here.id}/scopes`)])
  expect(statuses.map(({ status }) => status)).toEqual([403, 200])
})
