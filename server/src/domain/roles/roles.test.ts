import { expect, test } from 'vitest'
import { anApi, aPermission, api, aRole, PRODUCTION, refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const production = await api(server, { origin: PRODUCTION })

const missing = '01929904-316d-7b2c-869f-99dfea4ac394'
const eventsOf = (id: string) =>
  server.query('select type, data from events where subject = $1 order by occurred_at, id', [id])
const permissionsOf = async (roleId: string): Promise<string[]> =>
  (await calls.get(`/roles/${roleId}/permissions`)).body.permissions.map(({ key }: { key: string }) => key)

const system: { id: string; key: string }[] = (await calls.get('/system_permissions')).body.system_permissions
const systemIdOf = (key: string) => system.find((one) => one.key === key)?.id ?? ''
const one = await aPermission(calls, 'one')
const two = await aPermission(calls, 'two')

test('a role is created, read, changed and deleted (U2-5)', async () => {
  const id = await aRole(calls, 'admin', { name: ' Administrator ', is_default_role: true })
  expect((await calls.get(`/roles/${id}`)).body.role).toEqual({
    id,
    key: 'admin',
    name: 'Administrator',
    description: '',
    is_default_role: true,
  })
  const change = { key: 'boss', name: 'Boss', description: 'All', is_assigned_to_creator: true }
  expect(await calls.patch(`/roles/${id}`, change)).toMatchObject({ status: 201, body: { code: 'OK' } })
  expect((await calls.get(`/roles/${id}?expand=assignment`)).body.role).toMatchObject({
    ...change,
    is_default_role: true,
  })
  expect((await calls.delete(`/roles/${id}`)).status).toBe(200)
  expect(await calls.get(`/roles/${id}`)).toMatchObject(refusal(404, 'ROLE_NOT_FOUND'))
})

test('a role keeps the permission that guards it until a change sets that none is needed', async () => {
  const id = await aRole(calls, 'guarded', { assignment_permission_id: one })
  const guardAfter = async (fields: object) => {
    await calls.patch(`/roles/${id}`, { key: 'guarded', name: 'g', ...fields })
    return (await calls.get(`/roles/${id}?expand=assignment`)).body.role.assignment_permission_id
  }
  expect(await guardAfter({})).toBe(one)
  expect(await guardAfter({ assignment_permission_id: null })).toBe(one)
  expect(await guardAfter({ assignment_permission_id: two })).toBe(two)
  expect(await guardAfter({ assignment_permission_id: 'NO_PERMISSION_REQUIRED' })).toBeNull()
})

test('a guard that does not exist is refused and changes nothing', async () => {
  const id = await aRole(calls, 'unguarded')
  const change = { key: 'unguarded', name: 'changed', assignment_permission_id: missing }
  expect(await calls.patch(`/roles/${id}`, change)).toMatchObject(refusal(404, 'PERMISSION_NOT_FOUND'))
  expect(await calls.post('/roles', { ...change, key: 'new' })).toMatchObject(refusal(404, 'PERMISSION_NOT_FOUND'))
  expect((await calls.get(`/roles/${id}?expand=assignment`)).body.role).toMatchObject({
    name: 'unguarded',
    assignment_permission_id: null,
  })
})

test.each([
  ['no key', { name: 'a' }],
  ['no name', { key: 'a' }],
  ['a blank in its key', { key: 'a b', name: 'a' }],
  ['a default that is no boolean', { key: 'a', name: 'a', is_default_role: 'yes' }],
  ['a guard that is no text', { key: 'a', name: 'a', assignment_permission_id: 1 }],
])('a role with %s is refused', async (_what, body) => {
  expect(await calls.post('/roles', body)).toMatchObject(refusal(400, 'INVALID_BODY'))
})

test('a key is used once, also by simultaneous requests, and is free again after deletion', async () => {
  const body = { key: 'twin', name: 'Twin' }
  const answers = await Promise.all([calls.post('/roles', body), production.post('/roles', body)])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
  const id = await aRole(calls, 'other')
  expect(await calls.patch(`/roles/${id}`, body)).toMatchObject(refusal(409, 'ROLE_KEY_TAKEN'))
  await calls.delete(`/roles/${answers.find(({ status }) => status === 201)?.body.role.id}`)
  expect((await calls.patch(`/roles/${id}`, body)).status).toBe(201)
})

test('the list comes in pages, in either order of name and key, the same in every environment', async () => {
  for (const key of ['s1', 's2', 's3']) await aRole(calls, key, { name: `sorted ${key === 's2' ? 'z' : key}` })
  const walk = async (from: typeof calls, sort: string) => {
    const keys: string[] = []
    let token = ''
    do {
      const { body } = await from.get(`/roles?sort=${sort}&page_size=2&next_token=${token}`)
      keys.push(...body.roles.map(({ key }: { key: string }) => key).filter((key: string) => /^s\d$/.test(key)))
      token = body.next_token ?? ''
    } while (token !== '')
    return keys
  }
  expect(await walk(calls, 'name_asc')).toEqual(['s1', 's3', 's2'])
  expect(await walk(production, 'key_desc')).toEqual(['s3', 's2', 's1'])
  expect(await calls.get('/roles?sort=id_asc')).toMatchObject(refusal(400, 'INVALID_PARAMETER'))
})

test('permissions are added to a role and removed from it', async () => {
  const id = await aRole(calls, 'gives', { permissions: [one] })
  const answer = await calls.patch(`/roles/${id}/permissions`, {
    permissions: [{ id: two }, { id: one, operation: 'delete' }],
  })
  expect(answer.body).toMatchObject({ code: 'OK', permissions_added: [two], permissions_removed: [one] })
  expect(await permissionsOf(id)).toEqual(['two'])
  expect((await calls.delete(`/roles/${id}/permissions/${two}`)).status).toBe(200)
  expect(await permissionsOf(id)).toEqual([])
  expect((await calls.patch(`/roles/${id}/permissions`)).body).toMatchObject({ permissions_added: [] })
})

test('removing a permission that the role does not give, or that is gone, answers the published codes', async () => {
  const id = await aRole(calls, 'gives-none')
  const remove = (permission: string, from = calls) => from.delete(`/roles/${id}/permissions/${permission}`)
  expect(await remove(one)).toMatchObject(refusal(400, 'INVALID_PERMISSION_ID_ROLE'))
  for (const gone of [missing, 'nothing']) {
    expect(await remove(gone)).toMatchObject(refusal(400, 'INVALID_PERMISSION_ID'))
  }
  const deleted = await aPermission(calls, 'deleted-since')
  await calls.patch(`/roles/${id}/permissions`, { permissions: [{ id: deleted }] })
  await calls.delete(`/permissions/${deleted}`)
  expect(await remove(deleted)).toMatchObject(refusal(400, 'INVALID_PERMISSION_ID'))
})

test('the product’s additional fields of a role come only on request', async () => {
  await aRole(calls, 'plain-list')
  const find = async (query: string) =>
    (await calls.get(`/roles?page_size=100${query}`)).body.roles.find(
      (role: { key: string }) => role.key === 'plain-list',
    )
  expect(await find('')).not.toHaveProperty('is_assigned_to_creator')
  expect(await find('&expand=assignment')).toMatchObject({
    is_assigned_to_creator: false,
    assignment_permission_id: null,
  })
})

test('permissions change all together or not at all', async () => {
  const id = await aRole(calls, 'all-or-nothing', { permissions: [one] })
  const changes = [{ id: one, operation: 'delete' }, { id: two }, { id: missing }]
  const refused = await calls.patch(`/roles/${id}/permissions`, { permissions: changes })
  const twice = await calls.patch(`/roles/${id}/permissions`, { permissions: [{ id: two }, { id: two }] })
  expect(refused).toMatchObject(refusal(404, 'PERMISSION_NOT_FOUND'))
  expect(twice).toMatchObject(refusal(400, 'INVALID_BODY'))
  expect(await permissionsOf(id)).toEqual(['one'])
})

test('permissions that are added by simultaneous requests are there once', async () => {
  const id = await aRole(calls, 'raced')
  const change = { permissions: [{ id: one }, { id: two }] }
  const racing = [calls, production, calls, production].map((from) => from.patch(`/roles/${id}/permissions`, change))
  const added = (await Promise.all(racing)).flatMap(({ body }) => body.permissions_added)
  expect(added.toSorted()).toEqual([one, two].toSorted())
  expect(await permissionsOf(id)).toEqual(['one', 'two'])
})

test('the system permissions are the same everywhere, the billing ones as they are known', async () => {
  expect((await production.get('/system_permissions')).body.system_permissions).toEqual(system)
  expect(system.map(({ key }) => key)).toEqual(expect.arrayContaining(['org:read:billing', 'org:write:members']))
  const first = (await calls.get('/system_permissions?sort=id_desc&page_size=1')).body
  const second = (await calls.get(`/system_permissions?sort=id_desc&page_size=500&next_token=${first.next_token}`)).body
  const ids = [...first.system_permissions, ...second.system_permissions].map(({ id }) => id)
  expect(ids).toEqual(
    system
      .map(({ id }) => id)
      .toSorted()
      .toReversed(),
  )
})

test('system permissions are put into a role of one’s own (U2-3)', async () => {
  const id = await aRole(calls, 'billing')
  const [read, write] = [systemIdOf('org:read:billing'), systemIdOf('org:write:billing')]
  const added = await calls.patch(`/roles/${id}/system_permissions`, {
    system_permissions: [{ id: read }, { id: write }],
  })
  const removal = { system_permissions: [{ id: write, operation: 'delete' }] }
  const removed = await calls.patch(`/roles/${id}/system_permissions`, removal)
  expect(added.body.system_permissions_added).toEqual([read, write])
  expect(removed.body.system_permissions_removed).toEqual([write])
  const held = (await calls.get(`/roles/${id}/system_permissions`)).body.system_permissions
  expect(held).toMatchObject([{ id: read, key: 'org:read:billing' }])
})

test('a system permission that does not exist is refused and changes nothing', async () => {
  const id = await aRole(calls, 'portal')
  const wanted = [{ id: systemIdOf('org:read:billing') }, { id: one }]
  const answer = await calls.patch(`/roles/${id}/system_permissions`, { system_permissions: wanted })
  expect(answer).toMatchObject(refusal(404, 'SYSTEM_PERMISSION_NOT_FOUND'))
  expect((await calls.get(`/roles/${id}/system_permissions`)).body.system_permissions).toEqual([])
})

test('scopes of an API are given by a role in one environment', async () => {
  const logs = await anApi(calls, { audience: 'https://logs.example', keys: ['read:logs'] })
  const scopeId = logs.scopes['read:logs'] ?? ''
  const id = await aRole(calls, 'reader')
  const path = `/roles/${id}/scopes`
  const added = await calls.post(path, { scope_id: scopeId })
  await calls.post(path, { scope_id: scopeId })
  expect(added).toMatchObject({ status: 201, body: { code: 'ROLE_SCOPE_ADDED', message: 'Scope added to role' } })
  const scope = { id: scopeId, key: 'read:logs', description: '', api_id: logs.id }
  expect((await calls.get(path)).body.scopes).toEqual([scope])
  expect((await production.get(path)).body.scopes).toEqual([])
  expect((await calls.delete(`${path}/${scopeId}`)).body).toEqual({
    code: 'SCOPE_DELETED',
    message: 'Scope deleted from role',
  })
  expect(await calls.delete(`${path}/${scopeId}`)).toMatchObject(refusal(404, 'ROLE_SCOPE_NOT_FOUND'))
})

test('a scope of the Management API or of another environment is not given by a role (ATO-11, ATO-24)', async () => {
  const { apis } = (await calls.get('/apis?expand=scopes')).body
  const management = apis.find((api: { is_management_api: boolean }) => api.is_management_api).scopes[0].id
  const there = await anApi(production, { audience: 'https://there.example', keys: ['read'] })
  const id = await aRole(calls, 'scoped')
  const codes = await Promise.all(
    [management, there.scopes['read'], 'nonsense'].map(async (scope) => {
      const { status, body } = await calls.post(`/roles/${id}/scopes`, { scope_id: scope })
      return [status, body.errors[0].code]
    }),
  )
  expect(codes).toEqual([
    [400, 'SYSTEM_API'],
    [404, 'API_SCOPE_NOT_FOUND'],
    [404, 'API_SCOPE_NOT_FOUND'],
  ])
})

test('changes leave events, the published ones with the published payload', async () => {
  const id = await aRole(calls, 'seen', { permissions: [one] })
  await calls.patch(`/roles/${id}`, { key: 'seen', name: 'Seen', is_default_role: true })
  await calls.delete(`/roles/${id}`)
  const role = { id, key: 'seen', name: 'seen', description: '', is_default_role: false }
  expect(await eventsOf(id)).toEqual([
    { type: 'role.created', data: { role } },
    { type: 'role.permissions_updated', data: { role: { id, key: 'seen' }, added: [one], removed: [] } },
    { type: 'role.updated', data: { role: { ...role, name: 'Seen', is_default_role: true } } },
    { type: 'role.deleted', data: { role: { id } } },
  ])
})

const foreign = [missing, `role_${missing.replaceAll('-', '')}`, 'nonsense'].flatMap((id) => [
  ['GET', `/roles/${id}`],
  ['PATCH', `/roles/${id}`, { key: 'x', name: 'x' }],
  ['DELETE', `/roles/${id}`],
  ['GET', `/roles/${id}/scopes`],
  ['POST', `/roles/${id}/scopes`, { scope_id: `api_scope_${missing.replaceAll('-', '')}` }],
  ['DELETE', `/roles/${id}/scopes/api_scope_${missing.replaceAll('-', '')}`],
  ['GET', `/roles/${id}/permissions`],
  ['PATCH', `/roles/${id}/permissions`, { permissions: [{ id: one }] }],
  ['DELETE', `/roles/${id}/permissions/${one}`],
  ['GET', `/roles/${id}/system_permissions`],
  ['PATCH', `/roles/${id}/system_permissions`, { system_permissions: [] }],
])

test.each(foreign as [string, string, unknown][])('%s %s finds nothing (ATO-11)', async (method, path, body) => {
  expect(await calls.send(method, path, body)).toMatchObject(refusal(404, 'ROLE_NOT_FOUND'))
})
