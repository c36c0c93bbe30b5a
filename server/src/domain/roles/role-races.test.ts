import { expect, test } from 'vitest'
import { aPermission, api, aRole } from '../../../test/management.ts'
import { aMember, giveMember } from '../../../test/members.ts'
import { startServers } from '../../../test/processes.ts'

const { server } = await startServers(2)
const calls = await api(server)

const done = () =>
  expect.poll(() => server.query('select * from graphile_worker.jobs'), { timeout: 30_000 }).toEqual([])
const givenBy = async (role: string): Promise<string[]> =>
  (await calls.get(`/roles/${role}/permissions`)).body.permissions.map(({ id }: { id: string }) => id)

test('two processes that change roles at the same moment repeat nothing and leave nothing behind', async () => {
  const keys = ['p1', 'p2', 'p3', 'p4']
  const permissions = await Promise.all(keys.map((key) => aPermission(calls, key)))
  const [kept, gone] = [await aRole(calls, 'kept'), await aRole(calls, 'gone')]
  const doomed = permissions[3] ?? ''
  const member = await aMember(server)
  await giveMember(server, member, { role: kept })
  await giveMember(server, member, { role: gone })
  await giveMember(server, member, { permission: doomed })
  const change = (index: number) =>
    calls.patch(`/roles/${index % 2 === 0 ? kept : gone}/permissions`, {
      permissions: permissions.map((id, at) => ((at + index) % 3 === 0 ? { id, operation: 'delete' } : { id })),
    })
  const racing = [
    ...Array.from({ length: 20 }, (_, index) => change(index)),
    calls.delete(`/permissions/${doomed}`),
    calls.delete(`/roles/${gone}`),
    ...Array.from({ length: 20 }, (_, index) => change(index)),
  ]
  const statuses = (await Promise.all(racing)).map(({ status }) => status)
  await done()

  expect(statuses.filter((status) => status !== 200 && status !== 404)).toEqual([])
  const given = await givenBy(kept)
  expect([new Set(given).size, given.includes(doomed)]).toEqual([given.length, false])
  const left = await server.query(
    `select id from roles where id = $1 union all select id from permissions where id = $2
     union all select role_id from role_permissions where role_id = $1 or permission_id = $2
     union all select role_id from membership_roles where role_id = $1
     union all select permission_id from membership_permissions where permission_id = $2`,
    [gone, doomed],
  )
  expect(left).toEqual([])
})

test('one of two simultaneous deletions of a role or a permission answers 404', async () => {
  const role = await aRole(calls, 'twice')
  const permission = await aPermission(calls, 'twice')
  const answers = await Promise.all([
    calls.delete(`/roles/${role}`),
    calls.delete(`/roles/${role}`),
    calls.delete(`/permissions/${permission}`),
    calls.delete(`/permissions/${permission}`),
  ])
  const statuses = answers.map(({ status }) => status)
  expect([statuses.slice(0, 2).toSorted(), statuses.slice(2).toSorted()]).toEqual([
    [200, 404],
    [200, 404],
  ])
})

test('a guard and its simultaneous deletion never leave a role that everybody may give', async () => {
  const guard = await aPermission(calls, 'guard')
  const [created, deleted] = await Promise.all([
    calls.post('/roles', { key: 'guarded', name: 'Guarded', assignment_permission_id: guard }),
    calls.delete(`/permissions/${guard}`),
  ])
  await done()
  expect([
    [201, 409],
    [404, 200],
  ]).toContainEqual([created.status, deleted.status])
})
