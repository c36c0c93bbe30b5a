import { expect, test } from 'vitest'
import { anApi, anApplication as register, api, authorize, PRODUCTION, refusal } from '../../../test/management.ts'
import { anApplication, claimsOf, exchange, signUp, type Tokens } from '../../../test/oauth.ts'
import { anOrganization, aUser } from '../../../test/organizations.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const foreign = await api(server, { origin: PRODUCTION })
const missing = '00000000-0000-0000-0000-000000000000'.replaceAll('-', '')

test('an application names its organization, and an organization its applications', async () => {
  const code = await anOrganization(calls, { name: 'Owner' })
  const bound = await register(calls, { name: 'Robot', type: 'm2m', org_code: code })
  const free = await register(calls)
  const settings = async (id: string) => (await calls.get(`/applications/${id}/settings`)).body.org_code
  expect([await settings(bound), await settings(free)]).toEqual([code, null])
  expect((await calls.get(`/organizations/${code}/applications`)).body).toMatchObject({
    applications: [{ id: bound, name: 'Robot', type: 'm2m' }],
    has_more: false,
  })
  expect(await foreign.get(`/organizations/${code}/applications`)).toMatchObject(refusal(404, 'ORGANIZATION_NOT_FOUND'))
})

test('an application lists the APIs that it may request, with the scopes selected for it', async () => {
  const logs = await anApi(calls, { audience: 'https://reads.example', keys: ['read', 'write'] })
  const id = await register(calls)
  const apis = async () => (await calls.get(`/applications/${id}/apis`)).body.apis
  expect(await apis()).toEqual([])
  await authorize(calls, logs, { clientId: id })
  expect(await apis()).toMatchObject([{ audience: 'https://reads.example', scopes: [], is_limited: false }])
  await authorize(calls, logs, { clientId: id, keys: ['read'] })
  expect(await apis()).toMatchObject([{ scopes: [{ id: logs.scopes['read'], key: 'read' }], is_limited: true }])
  expect(await foreign.get(`/applications/${id}/apis`)).toMatchObject(refusal(404, 'APPLICATION_NOT_FOUND'))
})

test('the Management API is among the APIs of an application that may request it', async () => {
  const id = await register(calls, { type: 'm2m' })
  const { apis } = (await calls.get('/apis')).body
  const management = apis.find((one: { is_management_api: boolean }) => one.is_management_api)
  await calls.patch(`/apis/${management.id}/applications`, { applications: [{ id }] })
  const { scopes } = (await calls.get(`/apis/${management.id}/scopes`)).body
  const one = scopes.find(({ key }: { key: string }) => key === 'read:users')
  await calls.post(`/apis/${management.id}/applications/${id}/scopes/${one.id}`)
  expect((await calls.get(`/applications/${id}/apis`)).body.apis).toMatchObject([
    { id: management.id, is_management_api: true, scopes: [{ id: one.id, key: 'read:users' }] },
  ])
})

test('an API is renamed, and the Management API is not', async () => {
  const { id } = await anApi(calls, { audience: 'https://renamed.example' })
  expect((await calls.patch(`/apis/${id}`, { name: 'New name' })).status).toBe(200)
  expect((await calls.get(`/apis/${id}`)).body.api).toMatchObject({
    name: 'New name',
    audience: 'https://renamed.example',
  })
  const [event] = await server.query(`select data from events where type = 'api.updated' and subject = $1`, [id])
  expect(event).toMatchObject({ data: { name: 'New name' } })
  expect(await calls.patch(`/apis/${id}`, { name: '' })).toMatchObject(refusal(400, 'INVALID_BODY'))
  expect(await foreign.patch(`/apis/${id}`, { name: 'Theirs' })).toMatchObject(refusal(404, 'API_NOT_FOUND'))
})

test('the agreements of a user are read with their time (A6-9)', async () => {
  const id = await aUser(calls)
  expect((await calls.get(`/users/${id}/agreements`)).body.agreements).toEqual([])
  await server.query(
    `insert into agreements (environment_id, user_id, accepted_at, terms_url)
     select environment_id, id, '2026-01-01T00:00:00Z', 'https://a.example/terms' from users
     where 'kp_' || replace(id::text, '-', '') = $1`,
    [id],
  )
  expect((await calls.get(`/users/${id}/agreements`)).body.agreements).toEqual([
    { accepted_on: '2026-01-01T00:00:00.000Z', terms_url: 'https://a.example/terms', privacy_url: null },
  ])
  expect(await foreign.get(`/users/${id}/agreements`)).toMatchObject(refusal(404, 'USER_NOT_FOUND'))
})

test('definitions of feature flags are listed, page by page', async () => {
  const flag = { type: 'int', default_value: '7', allow_override_level: 'org' }
  for (const key of ['b', 'a']) await calls.post('/feature_flags', { ...flag, key, name: `Flag ${key}` })
  const first = (await calls.get('/feature_flags?page_size=1')).body
  const second = (await calls.get(`/feature_flags?page_size=1&next_token=${first.next_token}`)).body
  expect([...first.feature_flags, ...second.feature_flags]).toMatchObject([
    { ...flag, key: 'a', name: 'Flag a', description: '' },
    { ...flag, key: 'b' },
  ])
})

test('organizations are found by a part of the name, or by the whole code, handle or external id', async () => {
  const code = await anOrganization(calls, { name: 'Blue 100% Whale', handle: 'whale', external_id: 'ext-77' })
  await anOrganization(calls, { name: 'Blue Bird' })
  const found = async (query: string, from = calls) =>
    (await from.get(`/search/organizations?query=${encodeURIComponent(query)}`)).body.organizations.map(
      (one: { name: string }) => one.name,
    )
  expect(await found('BLUE')).toEqual(['Blue 100% Whale', 'Blue Bird'])
  for (const query of ['0% w', code, 'Whale', 'ext-77']) expect(await found(query)).toEqual(['Blue 100% Whale'])
  expect(await found('ext-7')).toEqual([])
  expect(await found('blue', foreign)).toEqual([])
  const first = (await calls.get('/search/organizations?query=blue&page_size=1')).body
  const next = `/search/organizations?query=blue&page_size=1&next_token=${first.next_token}`
  expect((await calls.get(next)).body.organizations).toMatchObject([{ name: 'Blue Bird' }])
})

test('the grants of a user are listed, and ended one by one (AS-30)', async () => {
  const one = await anApplication(server)
  const signedIn = await signUp(server, one, 'grants@example.com')
  const tokens = (await (await exchange(server, one, signedIn)).json()) as Tokens
  const id = String(claimsOf(tokens.access_token)['sub'])
  const path = `/users/${id}/grants`
  const { grants } = (await calls.get(path)).body
  expect(grants).toMatchObject([{ client_id: one.clientId, scopes: expect.arrayContaining(['openid']) }])
  expect(grants[0].session_id).toMatch(/^session_0x/)
  const stranger = await aUser(calls)
  expect(await calls.delete(`/users/${stranger}/grants/${grants[0].id}`)).toMatchObject(refusal(404, 'GRANT_NOT_FOUND'))
  expect(await foreign.get(path)).toMatchObject(refusal(404, 'USER_NOT_FOUND'))
  expect(await foreign.delete(`${path}/${grants[0].id}`)).toMatchObject(refusal(404, 'USER_NOT_FOUND'))
  const profile = () =>
    server.request('/oauth2/v2/user_profile', { headers: { authorization: `Bearer ${tokens.access_token}` } })
  expect((await profile()).status).toBe(200)
  expect((await calls.delete(`${path}/${grants[0].id}`)).status).toBe(200)
  expect((await profile()).status).toBe(401)
  expect((await calls.get(path)).body.grants).toEqual([])
  expect((await calls.get(`/users/${id}/sessions`)).body.sessions).toHaveLength(1)
  for (const gone of [grants[0].id, `grant_${missing}`, 'x']) {
    expect(await calls.delete(`${path}/${gone}`)).toMatchObject(refusal(404, 'GRANT_NOT_FOUND'))
  }
})
