import { expect, test } from 'vitest'
import { importUsers, ndjson } from '../../../test/imports.ts'
import { aPermission, api, aRole } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'
import { defaultOrganization } from '../../../test/organizations.ts'

const server = await startServer()
const calls = await api(server)
const standard = await defaultOrganization(calls)
// The default organization is closed to new users below, which another one has to be open for (O2-5).
await calls.post('/organization', { name: 'Open', is_auto_membership_enabled: true })
await aRole(calls, 'member', { is_default_role: true, permissions: [await aPermission(calls, 'read:books')] })

let made = 0
const byApi = async () => {
  const identities = [{ type: 'email', details: { email: `api-${String(++made)}@example.com` } }]
  return String((await calls.post('/user', { identities })).body.id)
}
const byImport = async () => {
  const email = `file-${String(++made)}@example.com`
  await importUsers(server, ndjson({ email }))
  return String((await calls.get(`/users?email=${email}`)).body.users[0].id)
}
const organizationsOf = async (id: string) =>
  (await calls.get(`/user?id=${id}&expand=organizations`)).body.organizations
const rolesOf = async (id: string) => (await calls.get(`/organizations/${standard}/users/${id}/roles`)).body.roles
const joinByDefault = (isJoined: boolean) =>
  calls.patch(`/organizations/${standard}/settings`, { is_joined_by_default: isJoined })

const ways = [
  ['by API', byApi],
  ['by import', byImport],
] as const

test.each(ways)(
  'a user created %s without organization joins the default one with its roles (O1-1, O2-17, O2-28)',
  async (_way, create) => {
    await joinByDefault(true)
    const id = await create()
    expect(await organizationsOf(id)).toEqual([standard])
    expect(await rolesOf(id)).toMatchObject([{ key: 'member' }])
  },
)

test.each(ways)(
  'with that switched off a user created %s is in none, and has no roles (O2-17, O2-18)',
  async (_way, create) => {
    await joinByDefault(false)
    const id = await create()
    expect(await organizationsOf(id)).toEqual([])
    expect((await calls.get(`/users?user_id=${id}&has_organization=false`)).body.users).toHaveLength(1)
  },
)

test.each(ways)('with self sign-up off users are still created %s (O2-3)', async (_way, create) => {
  await calls.patch('/environment/settings', { is_self_sign_up_allowed: false })
  expect(await create()).toMatch(/^kp_/)
})
