import { expect, test } from 'vitest'
import { aPermission, api, aRole, PRODUCTION, refusal } from '../../../../test/management.ts'
import { anOrganization, aUser } from '../../../../test/organizations.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const elsewhere = await api(server, { origin: PRODUCTION })

const read = await aPermission(calls, 'documents:read', { name: 'Read documents' })
const write = await aPermission(calls, 'documents:write', { name: 'Write documents' })
const erase = await aPermission(calls, 'documents:erase', { name: 'Erase documents' })
const reader = await aRole(calls, 'reader', { name: 'Reader', permissions: [read] })
const editor = await aRole(calls, 'editor', { name: 'Editor', permissions: [read, write] })
const { body: system } = await calls.get('/system_permissions?page_size=100')
const readMembers = system.system_permissions.find(({ key }: { key: string }) => key === 'org:read:members')
await calls.patch(`/roles/${editor}/system_permissions`, { system_permissions: [{ id: readMembers.id }] })

const user = await aUser(calls)
const acme = await anOrganization(calls, { name: 'Acme' })
const birch = await anOrganization(calls, { name: 'Birch' })
const cedar = await anOrganization(calls, { name: 'Cedar' })
await calls.post(`/organizations/${birch}/users`, {
  users: [{ id: user, roles: ['reader', 'editor'], permissions: ['documents:erase', 'documents:read'] }],
})
await calls.post(`/organizations/${acme}/users`, { users: [{ id: user, roles: [] }] })

const effective = (code: string, id = user, by = calls) =>
  by.get(`/organizations/${code}/users/${id}/effective_permissions`)

const READER = { id: reader, key: 'reader', name: 'Reader' }
const EDITOR = { id: editor, key: 'editor', name: 'Editor' }

test('each permission of a member comes with every role and grant that gives it (U2-1)', async () => {
  expect((await effective(birch)).body).toEqual({
    code: 'OK',
    message: 'Success',
    permissions: [
      { id: erase, key: 'documents:erase', name: 'Erase documents', description: '', is_direct: true, roles: [] },
      {
        id: read,
        key: 'documents:read',
        name: 'Read documents',
        description: '',
        is_direct: true,
        roles: [EDITOR, READER],
      },
      {
        id: write,
        key: 'documents:write',
        name: 'Write documents',
        description: '',
        is_direct: false,
        roles: [EDITOR],
      },
    ],
    system_permissions: [{ ...readMembers, roles: [EDITOR] }],
  })
})

test('what a member may do in one organization says nothing of another one (U2-2)', async () => {
  expect((await effective(acme)).body).toMatchObject({ permissions: [], system_permissions: [] })
  expect(await effective(cedar)).toMatchObject(refusal(404, 'ORGANIZATION_USER_NOT_FOUND'))
})

test('a deleted role and a deleted permission are the reason of nothing', async () => {
  const spare = await aPermission(calls, 'spare')
  const brief = await aRole(calls, 'brief', { permissions: [spare, read] })
  const id = await aUser(calls)
  await calls.post(`/organizations/${acme}/users`, { users: [{ id, roles: ['brief'], permissions: ['spare'] }] })
  await calls.delete(`/roles/${brief}`)
  expect((await effective(acme, id)).body.permissions).toEqual([
    { id: spare, key: 'spare', name: 'spare', description: '', is_direct: true, roles: [] },
  ])
  await calls.delete(`/permissions/${spare}`)
  expect((await effective(acme, id)).body.permissions).toEqual([])
})

test('the organizations of a user come by name, with roles and direct permissions, page by page', async () => {
  const first = (await calls.get(`/users/${user}/organizations?page_size=1`)).body
  expect(first.organizations).toEqual([
    {
      code: acme,
      name: 'Acme',
      is_default: false,
      is_suspended: false,
      joined_on: expect.any(String),
      last_accessed_on: null,
      roles: [],
      permissions: [],
    },
  ])
  const second = (await calls.get(`/users/${user}/organizations?page_size=1&next_token=${first.next_token}`)).body
  expect(second.organizations).toMatchObject([
    {
      code: birch,
      roles: [EDITOR, READER],
      permissions: [
        { id: erase, key: 'documents:erase', name: 'Erase documents' },
        { id: read, key: 'documents:read', name: 'Read documents' },
      ],
    },
  ])
  const rest = (await calls.get(`/users/${user}/organizations?page_size=10&next_token=${second.next_token}`)).body
  const names = rest.organizations.map(({ name }: { name: string }) => name)
  expect([names.includes('Birch'), names.includes('Cedar'), rest.next_token]).toEqual([false, false, undefined])
})

test('users and organizations of another environment are not found (ATO-11)', async () => {
  const stranger = await aUser(elsewhere)
  const theirs = await anOrganization(elsewhere)
  expect(await calls.get(`/users/${stranger}/organizations`)).toMatchObject(refusal(404, 'USER_NOT_FOUND'))
  expect(await effective(theirs)).toMatchObject(refusal(404, 'ORGANIZATION_NOT_FOUND'))
  expect(await effective(birch, stranger)).toMatchObject(refusal(404, 'ORGANIZATION_USER_NOT_FOUND'))
  expect(await effective(birch, user, elsewhere)).toMatchObject(refusal(404, 'ORGANIZATION_NOT_FOUND'))
})
