import { expect, test } from 'vitest'
import { api, aRole } from '../management.ts'
import { addMembers, anOrganization, aUser } from '../organizations.ts'
import { startServers } from '../processes.ts'

const { server } = await startServers(2)
const calls = await api(server)
const role = await aRole(calls, 'racer')
const other = await aRole(calls, 'other')

/** Members without an organization or user, and roles of people who are not members. */
const ORPHANS = `select h.user_id from membership_roles h
  left join memberships m using (environment_id, organization_id, user_id) where m.user_id is null
  union all select m.user_id from memberships m left join organizations o
    on o.environment_id = m.environment_id and o.id = m.organization_id where o.id is null`

const statuses = async (requests: readonly Promise<{ status: number }>[]) =>
  [...new Set((await Promise.all(requests)).map(({ status }) => status))].toSorted()

test('ATO-27 one of fifty simultaneous requests adds the user', async () => {
  const code = await anOrganization(calls)
  const id = await aUser(calls)
  const answers = await Promise.all(Array.from({ length: 50 }, () => addMembers(calls, code, id)))
  expect(answers.filter(({ body }) => body.users_added.length > 0)).toHaveLength(1)
  expect((await calls.get(`/organizations/${code}/users`)).body.organization_users).toHaveLength(1)
})

test('ATO-27 adds, removals and role changes at once leave no duplicate and no orphan', async () => {
  const code = await anOrganization(calls)
  const users = [await aUser(calls), await aUser(calls), await aUser(calls)]
  const path = `/organizations/${code}/users`
  const work = (_: unknown, turn: number) => {
    const id = users[turn % 3] ?? ''
    const changes = [
      () => addMembers(calls, code, ...users),
      () => calls.delete(`${path}/${id}`),
      () => calls.post(`${path}/${id}/roles`, { role_id: role }),
      () => calls.delete(`${path}/${id}/roles/${role}`),
      () => calls.patch(path, { users: users.toReversed().map((one) => ({ id: one, roles: ['racer', 'other'] })) }),
    ]
    return changes[turn % changes.length]?.() ?? addMembers(calls, code, id)
  }
  const answered = await statuses(Array.from({ length: 60 }, work))
  expect(answered.filter((status) => status !== 200 && status !== 404)).toEqual([])
  expect(await server.query(ORPHANS)).toEqual([])
})

test('ATO-27 an organization that is deleted while members come leaves nothing behind', async () => {
  const code = await anOrganization(calls)
  const users = await Promise.all(Array.from({ length: 8 }, () => aUser(calls)))
  const requests = users.map((id) => addMembers(calls, code, id))
  const answered = await statuses([...requests, calls.delete(`/organization/${code}`)])
  expect(answered.filter((status) => status !== 200 && status !== 404)).toEqual([])
  expect(await server.query(ORPHANS)).toEqual([])
})

test('ATO-27 one of two organizations with the same handle gets it', async () => {
  const codes = [await anOrganization(calls), await anOrganization(calls)]
  const requests = Array.from({ length: 20 }, (_, turn) =>
    calls.patch(`/organization/${codes[turn % 2] ?? ''}`, { handle: 'contested' }),
  )
  expect(await statuses(requests)).toEqual([200, 409])
  expect(await server.query(`select from organization_handles where handle = 'contested'`)).toHaveLength(1)
})

test('a role that is deleted while it is given is nobody’s', async () => {
  const code = await anOrganization(calls)
  const id = await aUser(calls, { organization: code })
  const give = () => calls.post(`/organizations/${code}/users/${id}/roles`, { role_id: other })
  await Promise.all([give(), give(), calls.delete(`/roles/${other}`), give()])
  expect((await calls.get(`/organizations/${code}/users/${id}/roles`)).body.roles).toEqual([])
})
