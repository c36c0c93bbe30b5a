import { beforeAll, expect, test } from 'vitest'
import { anApi, aPermission, api, aRole, PRODUCTION } from '../../../test/management.ts'
import { aMember, giveMember } from '../../../test/members.ts'
import { startServer } from '../../../test/server.ts'
import { startJobs } from '../../../test/worker.ts'

const server = await startServer()
const calls = await api(server)

const changedAt = async (userId: string) =>
  Number(
    (await server.query('select extract(epoch from claims_changed_at) as at from users where id = $1', [userId]))[0]?.[
      'at'
    ],
  )
const done = () =>
  expect.poll(() => server.query('select * from graphile_worker.jobs'), { timeout: 20_000 }).toEqual([])

const here = await aMember(server)
const there = await aMember(server, PRODUCTION)
const permission = await aPermission(calls, 'held')
const role = await aRole(calls, 'held', { permissions: [permission] })

beforeAll(async () => {
  await startJobs(server)
})

/** Returns for both members whether `happens` invalidates their claims. */
async function marks(happens: () => Promise<unknown>): Promise<boolean[]> {
  await server.advance(60)
  const before = [await changedAt(here), await changedAt(there)]
  await happens()
  await done()
  return [(await changedAt(here)) > (before[0] ?? 0), (await changedAt(there)) > (before[1] ?? 0)]
}

test('a removal from a role invalidates its holders’ claims in every environment, an addition does not', async () => {
  await giveMember(server, here, { role })
  await giveMember(server, there, { role })
  const more = await aPermission(calls, 'more')
  const path = `/roles/${role}/permissions`
  expect(await marks(() => calls.patch(path, { permissions: [{ id: more }] }))).toEqual([false, false])
  expect(await marks(() => calls.delete(`${path}/${more}`))).toEqual([true, true])
  expect(await marks(() => calls.patch(`/roles/${role}`, { key: 'held', name: 'New name' }))).toEqual([true, true])
})

test('a permission with a new key invalidates the claims of those who have it by a role or directly', async () => {
  const direct = await aPermission(calls, 'direct')
  await giveMember(server, there, { permission: direct })
  expect(await marks(() => calls.patch(`/permissions/${permission}`, { key: 'held:2' }))).toEqual([true, true])
  expect(await marks(() => calls.patch(`/permissions/${direct}`, { key: 'direct:2' }))).toEqual([false, true])
  expect(await marks(() => calls.patch(`/permissions/${direct}`, { name: 'Direct' }))).toEqual([false, false])
})

test('a deleted permission is removed from every holder and forgotten', async () => {
  expect(await marks(() => calls.delete(`/permissions/${permission}`))).toEqual([true, true])
  expect(await server.query('select id from permissions where id = $1', [permission])).toEqual([])
})

test('a deleted role is removed from every holder in every environment and forgotten', async () => {
  const logs = await anApi(calls, { audience: 'https://logs.example', keys: ['read'] })
  await calls.post(`/roles/${role}/scopes`, { scope_id: logs.scopes['read'] })
  expect(await marks(() => calls.delete(`/roles/${role}`))).toEqual([true, true])
  const left = await server.query(
    `select id from roles where id = $1 union all select user_id from membership_roles
     union all select scope_id from role_api_scopes`,
    [role],
  )
  expect(left).toEqual([])
})
