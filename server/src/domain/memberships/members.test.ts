import { expect, test } from 'vitest'
import { anApplication as aClient, claimsOf, exchange, refresh, signUp, type Tokens } from '../../../test/oauth.ts'
import { anApi, aPermission, api, aRole, PRODUCTION, refusal } from '../../../test/management.ts'
import { addMembers, anOrganization, aUser, defaultOrganization } from '../../../test/organizations.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const elsewhere = await api(server, { origin: PRODUCTION })
const ok = { status: 200, body: { code: 'OK', message: 'Success' } }

const write = await aPermission(calls, 'write')
const erase = await aPermission(calls, 'erase')
const admin = await aRole(calls, 'admin', { permissions: [write] })
await aRole(calls, 'editor')

const signedUp = async (email: string) => {
  const client = await aClient(server)
  const response = await exchange(server, client, await signUp(server, client, email))
  return { client, tokens: (await response.json()) as Tokens }
}

const usersOf = async (code: string, query = '') =>
  (await calls.get(`/organizations/${code}/users?page_size=500${query}`)).body.organization_users
const emailsOf = async (code: string, query = '') =>
  (await usersOf(code, query)).map(({ email }: { email: string }) => email.split('@')[0])
const rolesOf = async (code: string, id: string) =>
  (await calls.get(`/organizations/${code}/users/${id}/roles`)).body.roles.map((one: { key: string }) => one.key)
const permissionsOf = async (code: string, id: string, query = '') =>
  (await calls.get(`/organizations/${code}/users/${id}/permissions${query}`)).body.permissions

test('users are added with roles and permissions, and present members stay as they are', async () => {
  const code = await anOrganization(calls)
  const [one, two] = [await aUser(calls), await aUser(calls, { email: 'two@example.com' })]
  await addMembers(calls, code, one)
  const users = [
    { id: one, roles: ['admin'] },
    { id: two, roles: ['admin', 'editor'], permissions: ['erase'] },
  ]
  const answer = await calls.post(`/organizations/${code}/users`, { users })
  expect(answer).toMatchObject({ status: 200, body: { code: 'OK', users_added: [two] } })
  expect([await rolesOf(code, one), await rolesOf(code, two)]).toEqual([[], ['admin', 'editor']])
  expect((await usersOf(code, '&roles=editor'))[0]).toEqual({
    id: two,
    email: 'two@example.com',
    full_name: 'Ada Lovelace',
    first_name: 'Ada',
    last_name: 'Lovelace',
    picture: null,
    joined_on: expect.any(String),
    last_accessed_on: null,
    is_suspended: false,
    roles: ['admin', 'editor'],
  })
})

test('a user has other roles in another organization (O1-13, U2-2)', async () => {
  const [one, two] = [await anOrganization(calls), await anOrganization(calls)]
  const id = await aUser(calls)
  await calls.post(`/organizations/${one}/users`, { users: [{ id, roles: ['admin'] }] })
  await calls.post(`/organizations/${two}/users`, { users: [{ id, roles: ['editor'] }] })
  expect([await rolesOf(one, id), await rolesOf(two, id)]).toEqual([['admin'], ['editor']])
})

test('members are added, changed and removed at once', async () => {
  const code = await anOrganization(calls)
  const [stay, leave, come] = [await aUser(calls), await aUser(calls), await aUser(calls)]
  await calls.post(`/organizations/${code}/users`, {
    users: [{ id: stay, roles: ['admin'], permissions: ['erase'] }, { id: leave }],
  })
  const users = [
    { id: stay, roles: ['editor'] },
    { id: leave, operation: 'delete' },
    { id: come, roles: ['admin'] },
  ]
  const { body } = await calls.patch(`/organizations/${code}/users`, { users })
  expect(body).toMatchObject({ users_added: [come], users_updated: [stay], users_removed: [leave] })
  expect([await rolesOf(code, stay), await rolesOf(code, come)]).toEqual([['editor'], ['admin']])
  expect((await permissionsOf(code, stay)).map((one: { key: string }) => one.key)).toEqual(['erase'])
})

test('roles and permissions add up, each with its origin (U2-1)', async () => {
  const code = await anOrganization(calls)
  const id = await aUser(calls)
  await calls.post(`/organizations/${code}/users`, {
    users: [{ id, roles: ['admin'], permissions: ['erase', 'write'] }],
  })
  expect(await permissionsOf(code, id, '?expand=roles')).toEqual([
    { id: erase, key: 'erase', name: 'erase', description: '', roles: [] },
    { id: write, key: 'write', name: 'write', description: '', roles: [{ id: admin, key: 'admin' }] },
  ])
  expect((await permissionsOf(code, id))[0]).toEqual({ id: erase, key: 'erase', name: 'erase', description: '' })
})

test('a role is given and removed, once or twice', async () => {
  const code = await anOrganization(calls)
  const id = await aUser(calls, { organization: code })
  const path = `/organizations/${code}/users/${id}/roles`
  const given = [await calls.post(path, { role_id: admin }), await calls.post(path, { role_id: admin })]
  const during = await rolesOf(code, id)
  const taken = [await calls.delete(`${path}/${admin}`), await calls.delete(`${path}/${admin}`)]
  expect([given, during, await rolesOf(code, id)]).toMatchObject([[ok, ok], ['admin'], []])
  expect(taken).toMatchObject([ok, refusal(404, 'ROLE_NOT_FOUND')])
})

test('a permission is given and removed directly; one of a role stays', async () => {
  const code = await anOrganization(calls)
  const id = await aUser(calls)
  await calls.post(`/organizations/${code}/users`, { users: [{ id, roles: ['admin'] }] })
  const path = `/organizations/${code}/users/${id}/permissions`
  expect(await calls.post(path, { permission_id: erase })).toMatchObject(ok)
  expect(await calls.delete(`${path}/${erase}`)).toMatchObject(ok)
  expect(await calls.delete(`${path}/${write}`)).toMatchObject(refusal(404, 'PERMISSION_NOT_FOUND'))
})

test('a scope of an API is given and removed', async () => {
  const code = await anOrganization(calls)
  const id = await aUser(calls, { organization: code })
  const { id: apiId, scopes } = await anApi(calls, { audience: 'https://logs.example', keys: ['read:logs'] })
  const path = `/organizations/${code}/users/${id}/apis/${apiId}/scopes/${scopes['read:logs'] ?? ''}`
  expect([await calls.post(path), await calls.post(path)]).toMatchObject([ok, ok])
  expect([await calls.delete(path), await calls.delete(path)]).toMatchObject([ok, refusal(404, 'API_SCOPE_NOT_FOUND')])
})

test('a scope of one API is not given as another’s, nor one of the Management API', async () => {
  const code = await anOrganization(calls)
  const id = await aUser(calls, { organization: code })
  const { scopes } = await anApi(calls, { audience: 'https://one.example', keys: ['a'] })
  const { id: other } = await anApi(calls, { audience: 'https://other.example' })
  const { apis } = (await calls.get('/apis?expand=scopes')).body
  const management = apis.find((one: { is_management_api: boolean }) => one.is_management_api)
  const give = (apiId: string, scopeId = '') =>
    calls.post(`/organizations/${code}/users/${id}/apis/${apiId}/scopes/${scopeId}`)
  expect(await give(other, scopes['a'])).toMatchObject(refusal(404, 'API_SCOPE_NOT_FOUND'))
  expect(await give(management.id, management.scopes[0].id)).toMatchObject(refusal(400, 'SYSTEM_API'))
})

test('only members have roles and permissions (O2-19)', async () => {
  const code = await anOrganization(calls)
  const path = `/organizations/${code}/users/${await aUser(calls)}`
  const answers = [
    await calls.post(`${path}/roles`, { role_id: admin }),
    await calls.post(`${path}/permissions`, { permission_id: erase }),
    await calls.get(`${path}/roles`),
    await calls.get(`${path}/permissions`),
    await calls.delete(path),
  ]
  expect(answers).toMatchObject(answers.map(() => refusal(404, 'ORGANIZATION_USER_NOT_FOUND')))
})

test.each([
  ['USER_NOT_FOUND', 404, () => ({ id: 'kp_00000000000000000000000000000000' })],
  ['USER_NOT_FOUND', 404, () => ({ id: 'nobody' })],
  ['ROLE_NOT_FOUND', 404, (id: string) => ({ id, roles: ['admin', 'nothing'] })],
  ['PERMISSION_NOT_FOUND', 404, (id: string) => ({ id, permissions: ['nothing'] })],
] as const)('%s adds no user (ATO-23)', async (code, status, user) => {
  const organization = await anOrganization(calls)
  const [one, two] = [await aUser(calls), await aUser(calls)]
  const users = [{ id: one }, user(two)]
  for (const method of ['post', 'patch'] as const) {
    expect(await calls[method](`/organizations/${organization}/users`, { users })).toMatchObject(refusal(status, code))
  }
  expect(await usersOf(organization)).toEqual([])
})

test('a user is named once, and a hundred at most', async () => {
  const code = await anOrganization(calls)
  const id = await aUser(calls)
  const add = (users: object[]) => calls.post(`/organizations/${code}/users`, { users })
  expect(await add([{ id }, { id: id.replace('kp_', 'kp:') }])).toMatchObject(refusal(400, 'USER_REPEATED'))
  expect(await add(Array.from({ length: 101 }, () => ({ id })))).toMatchObject(refusal(400, 'INVALID_BODY'))
  expect(await usersOf(code)).toEqual([])
})

test('users of another environment do not exist here (ATO-11)', async () => {
  const code = await anOrganization(calls)
  const foreign = await aUser(elsewhere)
  const answer = await calls.post(`/organizations/${code}/users`, { users: [{ id: foreign }] })
  expect(answer).toMatchObject(refusal(404, 'USER_NOT_FOUND'))
})

test('new members have the default roles, unless roles are named for them (U2-4, O2-24)', async () => {
  const role = await aRole(calls, 'newcomer', { is_default_role: true })
  const code = await anOrganization(calls)
  const [one, two] = [await aUser(calls), await aUser(calls)]
  await calls.post(`/organizations/${code}/users`, { users: [{ id: one }, { id: two, roles: ['editor'] }] })
  const third = await aUser(calls)
  await calls.delete(`/roles/${role}`)
  expect([await rolesOf(code, one), await rolesOf(code, two)]).toEqual([[], ['editor']])
  const held = await server.query('select user_id from membership_roles where role_id = $1', [role])
  expect(held.map((row) => `kp_${String(row['user_id']).replaceAll('-', '')}`)).toEqual(
    expect.arrayContaining([one, third]),
  )
})

test('an advanced organization has default roles of its own (O2-20, O2-24)', async () => {
  const standard = await aRole(calls, 'standard', { is_default_role: true })
  const code = await anOrganization(calls)
  await calls.patch(`/organization/${code}`, { is_enable_advanced_orgs: true })
  const choose = (ids: string[]) => calls.patch(`/organizations/${code}/settings`, { default_roles: ids })
  await choose([admin])
  const one = await aUser(calls, { organization: code })
  await choose([])
  const two = await aUser(calls, { organization: code })
  const found = [await rolesOf(code, one), await rolesOf(code, two)]
  await calls.delete(`/roles/${standard}`)
  expect(found).toEqual([['admin'], ['standard']])
  expect(await choose(['01932730-c828-701c-9f5d-c8f15be13e24'])).toMatchObject(refusal(404, 'ROLE_NOT_FOUND'))
})

test('a list is sorted by name or address, and goes on where the page before ended', async () => {
  const code = await anOrganization(calls)
  const people = [
    ['c', 'Zoe', 'Adams'],
    ['a', 'bob', 'Brown'],
    ['d', 'Bob', 'Adams'],
    ['b', 'Ann', 'Zed'],
  ]
  for (const [email, givenName = '', familyName = ''] of people) {
    await aUser(calls, { email: `${String(email)}@sorted.example`, givenName, familyName, organization: code })
  }
  const listed = async (sort: string) => {
    const found: string[] = []
    let next = ''
    do {
      const { body } = await calls.get(`/organizations/${code}/users?sort=${sort}&page_size=3&next_token=${next}`)
      found.push(...body.organization_users.map((one: { email: string }) => one.email[0]))
      next = body.next_token ?? ''
    } while (next !== '')
    return found.join('')
  }
  expect(await listed('email_asc')).toBe('abcd')
  expect(await listed('email_desc')).toBe('dcba')
  expect([await listed('name_asc'), await listed('name_desc')]).toEqual(['bdac', 'cadb'])
})

test('a list follows a change of name and address', async () => {
  const code = await anOrganization(calls)
  const id = await aUser(calls, { email: 'm@order.example', givenName: 'M', organization: code })
  await aUser(calls, { email: 'n@order.example', givenName: 'N', organization: code })
  await calls.patch(`/user?id=${id}`, { given_name: 'Z' })
  expect(await emailsOf(code, '&sort=name_asc')).toEqual(['n', 'm'])
})

test('a list holds the members who have all the named roles and permissions', async () => {
  const code = await anOrganization(calls)
  const [a, b, c] = [
    await aUser(calls, { email: 'a@filtered.example' }),
    await aUser(calls, { email: 'b@filtered.example' }),
    await aUser(calls, { email: 'c@filtered.example' }),
  ]
  const users = [
    { id: a, roles: ['admin'] },
    { id: b, roles: ['admin', 'editor'], permissions: ['erase'] },
    { id: c, permissions: ['write'] },
  ]
  await calls.post(`/organizations/${code}/users`, { users })
  const matching = async (query: string) => (await emailsOf(code, `&sort=email_asc&${query}`)).join('')
  expect([await matching('roles=admin'), await matching('roles=admin,editor')]).toEqual(['ab', 'b'])
  expect([await matching('permissions=write'), await matching('permissions=write,erase')]).toEqual(['abc', 'b'])
  expect([await matching('roles=admin&permissions=erase'), await matching('roles=nothing')]).toEqual(['b', ''])
})

test('a page token of another organization or filter does not open (ATO-11)', async () => {
  const [one, two] = [await anOrganization(calls), await anOrganization(calls)]
  for (const code of [one, one, two]) await aUser(calls, { organization: code })
  const { next_token: token } = (await calls.get(`/organizations/${one}/users?page_size=1`)).body
  for (const path of [`${two}/users?`, `${one}/users?roles=admin&`, `${one}/users?sort=email_asc&`]) {
    expect(await calls.get(`/organizations/${path}next_token=${token}`)).toMatchObject(refusal(400, 'INVALID_CURSOR'))
  }
})

test('members who have a role are listed page by page and counted', async () => {
  const role = await aRole(calls, 'counted')
  const code = await anOrganization(calls)
  const other = await anOrganization(calls)
  const ids = [await aUser(calls), await aUser(calls), await aUser(calls)].toSorted()
  const users = ids.map((id) => ({ id, roles: ['counted'] }))
  await calls.post(`/organizations/${code}/users`, { users })
  await calls.post(`/organizations/${other}/users`, { users: users.slice(0, 1) })
  const path = `/organizations/${code}/roles/${role}/users`
  const first = (await calls.get(`${path}?page_size=2`)).body
  const second = (await calls.get(`${path}?page_size=2&next_token=${first.next_token}`)).body
  expect([...first.users, ...second.users]).toEqual(ids.map((id) => ({ id })))
  expect([second.next_token, (await calls.get(`${path}/count`)).body.count]).toEqual([null, 3])
  expect((await calls.get(`/roles/${role}/users?page_size=1`)).body.users).toEqual([
    { id: ids[0], org_codes: [code, other].toSorted() },
  ])
})

test('members with a role count as active when they got an access token meanwhile', async () => {
  const role = await aRole(calls, 'active')
  const code = await defaultOrganization(calls)
  const { tokens } = await signedUp('active@example.com')
  const id = String(claimsOf(tokens.access_token)['sub'])
  const idle = await aUser(calls)
  await calls.patch(`/organizations/${code}/users`, {
    users: [id, idle].map((one) => ({ id: one, roles: ['active'] })),
  })
  const iat = Number(claimsOf(tokens.access_token)['iat']) * 1000
  const at = (ms: number) => new Date(iat + ms).toISOString()
  const counted = async (from: string, to: string) =>
    (
      await calls.get(
        `/organizations/${code}/roles/${role}/active_users/count?date_time_from=${from}&date_time_to=${to}`,
      )
    ).body
  expect(await counted(at(1600), at(0))).toMatchObject({ errors: [{ code: 'DATE_TIME_RANGE_INVALID' }] })
  expect(await counted(at(999), at(1))).toMatchObject({
    active_users_count: 1,
    date_time_from: at(0).replace('.000', ''),
    date_time_to: at(1000).replace('.000', ''),
  })
  const withOffset = (await counted(at(999).replace('Z', '+00:00'), at(1).replace('Z', '%2B00:00'))).date_time_to
  expect(withOffset).toBe(at(1000).replace('.000', ''))
  const ofPython = await counted(at(999).replace('Z', '000+0000'), at(1).replace('Z', '000%2B0000'))
  expect(ofPython.date_time_to).toBe(at(1000).replace('.000', ''))
  expect((await counted(at(2000), at(9000))).active_users_count).toBe(0)
  expect(await counted(at(0), at(3 * 86_400_000))).toMatchObject({ errors: [{ code: 'DATE_TIME_RANGE_TOO_LARGE' }] })
})

test('a user who leaves an organization has no live token of it (AS-30)', async () => {
  const code = await defaultOrganization(calls)
  const { client, tokens } = await signedUp('leaver@example.com')
  const id = String(claimsOf(tokens.access_token)['sub'])
  await calls.delete(`/organizations/${code}/users/${id}`)
  const profile = await server.request('/oauth2/v2/user_profile', {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  })
  expect([profile.status, (await refresh(server, client, tokens.refresh_token)).status]).toEqual([401, 400])
})

test('suspending an organization ends the sign-ins of its members there, for good', async () => {
  const code = await anOrganization(calls)
  const { client, tokens } = await signedUp('paused@example.com')
  const [organization] = await server.query('select id from organizations where code = $1', [code])
  await server.query('update grants set organization_id = $1 where user_id = $2::uuid', [
    organization?.['id'],
    String(claimsOf(tokens.access_token)['sub']).slice(3),
  ])
  await calls.patch(`/organization/${code}`, { is_suspended: true })
  await calls.patch(`/organization/${code}`, { is_suspended: false })
  expect((await refresh(server, client, tokens.refresh_token)).status).toBe(400)
})

test('the event of a membership change names the organizations of the user', async () => {
  const code = await anOrganization(calls)
  const id = await aUser(calls, { organization: code })
  await calls.post(`/organizations/${code}/users/${id}/roles`, { role_id: admin })
  const [event] = await server.query(
    `select data from events where subject = $1 and type = 'user.updated' order by id desc`,
    [id],
  )
  expect(event?.['data']).toMatchObject({
    user: { id, organizations: [{ code, roles: [{ id: admin, key: 'admin' }] }] },
  })
})
