import { expect, test } from 'vitest'
import { aPermission, api, aRole, PRODUCTION, refusal } from '../../../test/management.ts'
import { addMembers, anOrganization, aUser } from '../../../test/organizations.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)

const missing = '01929904-316d-7b2c-869f-99dfea4ac394'
const keysOf = (body: { permissions: { key: string }[] }) => body.permissions.map(({ key }) => key)
const eventsOf = (id: string) =>
  server.query('select type, source, data from events where subject = $1 order by occurred_at, id', [id])

test('a permission is created, found in the list, changed and deleted (U2-5)', async () => {
  const id = await aPermission(calls, 'create:todos', { name: ' Create todos ', description: 'Of their own' })
  const found = (await calls.get('/permissions')).body.permissions
  expect(found).toEqual([{ id, key: 'create:todos', name: 'Create todos', description: 'Of their own' }])
  await calls.patch(`/permissions/${id}`, { name: 'Add todos', description: null })
  await calls.patch(`/permissions/${id}`)
  const [changed] = (await calls.get('/permissions')).body.permissions
  expect(changed).toEqual({ id, key: 'create:todos', name: 'Add todos', description: '' })
  expect(await calls.delete(`/permissions/${id}`)).toMatchObject({ status: 200, body: { code: 'OK' } })
  expect((await calls.get('/permissions')).body.permissions).toEqual([])
})

test('all environments of a business share its permissions', async () => {
  const production = await api(server, { origin: PRODUCTION })
  const id = await aPermission(production, 'shared')
  expect(keysOf((await calls.get('/permissions')).body)).toContain('shared')
  await calls.delete(`/permissions/${id}`)
  expect(keysOf((await production.get('/permissions')).body)).not.toContain('shared')
})

test.each([
  ['no key', { name: 'a' }],
  ['no name', { key: 'a' }],
  ['an empty key', { key: '', name: 'a' }],
  ['a blank in its key', { key: 'a b', name: 'a' }],
  ['a key of 129 characters', { key: 'a'.repeat(129), name: 'a' }],
  ['an empty name', { key: 'a', name: ' ' }],
  ['a line break in its name', { key: 'a', name: 'a\nb' }],
  ['a description of 1,001 characters', { key: 'a', name: 'a', description: 'a'.repeat(1_001) }],
])('a permission with %s is refused', async (_what, body) => {
  expect(await calls.post('/permissions', body)).toMatchObject(refusal(400, 'INVALID_BODY'))
})

test('a key is used once, at the same moment too, and is free again after deletion', async () => {
  const body = { key: 'twin', name: 'Twin' }
  const answers = await Promise.all([calls.post('/permissions', body), calls.post('/permissions', body)])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
  const id = await aPermission(calls, 'other')
  expect(await calls.patch(`/permissions/${id}`, { key: 'twin' })).toMatchObject(refusal(409, 'PERMISSION_KEY_TAKEN'))
  const twin = (await calls.get('/permissions')).body.permissions.find((one: { key: string }) => one.key === 'twin')
  await calls.delete(`/permissions/${String(twin.id)}`)
  expect((await calls.patch(`/permissions/${id}`, { key: 'twin' })).status).toBe(200)
})

test('the list comes in pages, in either order of name and id', async () => {
  for (const key of ['b', 'C', 'a', 'ä', 'B'])
    await calls.post('/permissions', { key: `sort:${key.codePointAt(0) ?? 0}`, name: `sort ${key}` })
  const walk = async (sort: string) => {
    const names: string[] = []
    let token = ''
    do {
      const { body } = await calls.get(`/permissions?sort=${sort}&page_size=2&next_token=${token}`)
      names.push(
        ...body.permissions.map((one: { name: string; id: string }) => (sort.startsWith('id') ? one.id : one.name)),
      )
      token = body.next_token ?? ''
    } while (token !== '')
    return names
  }
  expect((await walk('name_asc')).filter((name) => name.startsWith('sort'))).toEqual([
    'sort B',
    'sort C',
    'sort a',
    'sort b',
    'sort ä',
  ])
  expect(await walk('name_desc')).toEqual((await walk('name_asc')).toReversed())
  expect(await walk('id_desc')).toEqual((await walk('id_asc')).toSorted().toReversed())
})

test('a page token of another list, order or environment is refused (ATO-11)', async () => {
  await calls.post('/permissions', { key: 'page:1', name: 'page 1' })
  await calls.post('/permissions', { key: 'page:2', name: 'page 2' })
  const { next_token: token } = (await calls.get('/permissions?page_size=1')).body
  const production = await api(server, { origin: PRODUCTION })
  const answers = await Promise.all([
    calls.get(`/permissions?sort=name_desc&next_token=${token}`),
    calls.get(`/roles?next_token=${token}`),
    production.get(`/permissions?next_token=${token}`),
    calls.get('/permissions?next_token=nonsense'),
  ])
  expect(answers.map(({ body }) => body.errors[0].code)).toEqual(Array(4).fill('INVALID_CURSOR'))
  expect(await calls.get('/permissions?sort=key_asc')).toMatchObject(refusal(400, 'INVALID_PARAMETER'))
})

test('changes leave events with the published payload', async () => {
  const id = await aPermission(calls, 'seen')
  await calls.patch(`/permissions/${id}`, { description: 'x' })
  await calls.delete(`/permissions/${id}`)
  const permission = { id, key: 'seen', name: 'seen', description: '' }
  expect(await eventsOf(id)).toEqual([
    { type: 'permission.created', source: 'api', data: { permission } },
    { type: 'permission.updated', source: 'api', data: { permission: { ...permission, description: 'x' } } },
    { type: 'permission.deleted', source: 'api', data: { permission: { id } } },
  ])
})

test.each([missing, 'perm_' + missing.replaceAll('-', ''), 'nonsense'])('%s finds nothing (ATO-11)', async (id) => {
  expect(await calls.patch(`/permissions/${id}`, { name: 'x' })).toMatchObject(refusal(404, 'PERMISSION_NOT_FOUND'))
  expect(await calls.delete(`/permissions/${id}`)).toMatchObject(refusal(404, 'PERMISSION_NOT_FOUND'))
})

test('an id in the form of the Account API is the same permission', async () => {
  const id = await aPermission(calls, 'either')
  expect((await calls.delete(`/permissions/perm_${id.replaceAll('-', '')}`)).status).toBe(200)
})

test('a permission that guards who may give a role is not deleted while it does (ATO-24)', async () => {
  const id = await aPermission(calls, 'guard')
  const role = await aRole(calls, 'guarded', { assignment_permission_id: id })
  expect(await calls.delete(`/permissions/${id}`)).toMatchObject(refusal(409, 'PERMISSION_GUARDS_ROLE'))
  await calls.delete(`/roles/${role}`)
  expect((await calls.delete(`/permissions/${id}`)).status).toBe(200)
})

test('fields that are not taken change nothing (ATO-23)', async () => {
  const more = {
    id: missing,
    business_id: missing,
    environment_id: missing,
    created_at: '2000-01-01',
    deleted_at: '2000-01-01',
  }
  const id = await aPermission(calls, 'mass', more)
  await calls.patch(`/permissions/${id}`, more)
  const found = (await calls.get('/permissions?page_size=500')).body.permissions
  expect(id).not.toBe(missing)
  expect(found.filter((one: { key: string }) => one.key === 'mass')).toHaveLength(1)
})

test('a permission is read with the roles that give it and the members who have it directly', async () => {
  const id = await aPermission(calls, 'counted')
  await aRole(calls, 'counting', { permissions: [id] })
  const deleted = await aRole(calls, 'gone', { permissions: [id] })
  await calls.delete(`/roles/${deleted}`)
  const code = await anOrganization(calls)
  const user = await aUser(calls)
  await addMembers(calls, code, user)
  await calls.post(`/organizations/${code}/users/${user}/permissions`, { permission_id: id })
  const permission = { id, key: 'counted', name: 'counted', description: '', roles: 1, direct_members: 1 }
  expect((await calls.get(`/permissions/${id}`)).body.permission).toEqual(permission)
  const production = await api(server, { origin: PRODUCTION })
  expect((await production.get(`/permissions/${id}`)).body.permission.direct_members).toBe(0)
  expect(await calls.get(`/permissions/${missing}`)).toMatchObject(refusal(404, 'PERMISSION_NOT_FOUND'))
})

test('permissions are found by a part of the name or key, page by page', async () => {
  await aPermission(calls, 'search:one', { name: 'Look for Owls' })
  await aPermission(calls, 'owl:two', { name: 'Search two' })
  await aPermission(calls, 'three', { name: 'Another' })
  const find = async (query: string) => (await calls.get(`/search/permissions?query=${query}`)).body
  expect(keysOf(await find('OWL'))).toEqual(['search:one', 'owl:two'])
  expect(keysOf(await find('search'))).toEqual(['search:one', 'owl:two'])
  const first = await find('owl&page_size=1')
  expect(keysOf(await find(`owl&page_size=1&next_token=${String(first.next_token)}`))).toEqual(['owl:two'])
  expect(keysOf(await find('%25'))).toEqual([])
})
