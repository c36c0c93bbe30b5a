import { expect, test } from 'vitest'
import { withClient } from '../../../../test/connection.ts'
import { api, refusal } from '../../../../test/management.ts'
import { anOrganization, aUser, defaultOrganization } from '../../../../test/organizations.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)

const ORGANIZATION = `select environment_id, id from organizations where code = $1`
const HOLD_USER = `select from users where 'kp_' || replace(id::text, '-', '') = $1 for update`
const HOLD_OPEN_ORGANIZATION = `select id from organizations where code = $1 for share`
const JOIN = `insert into memberships (environment_id, organization_id, user_id, created_at)
  select o.environment_id, o.id, u.id, now() from (${ORGANIZATION}) o, users u
  where 'kp_' || replace(u.id::text, '-', '') = $2`

/** Waits until `count` connections wait for a row. */
const waiting = (count: number) =>
  expect
    .poll(() =>
      server.query(`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`),
    )
    .toHaveLength(count)

test('ATO-27 an organization is deleted while somebody joins and signs in to it, and neither fails', async () => {
  const code = await anOrganization(calls)
  const user = await aUser(calls)
  await withClient(server.connectionString, (joining) =>
    withClient(server.connectionString, async (signingIn) => {
      await joining.query('begin')
      await joining.query(HOLD_USER, [user])
      await joining.query(HOLD_OPEN_ORGANIZATION, [code])
      await joining.query(JOIN, [code, user])
      await signingIn.query('begin')
      const held = signingIn.query(HOLD_USER, [user])
      await waiting(1)
      const deleted = calls.delete(`/organization/${code}`)
      await waiting(2)
      await joining.query('commit')
      await held
      // A sign-in locks the account first, and then the organization.
      const { rows } = await signingIn.query(HOLD_OPEN_ORGANIZATION, [code])
      await signingIn.query('commit')
      expect((await deleted).status).toBe(200)
      expect(rows.length).toBeLessThanOrEqual(1)
    }),
  )
  expect(
    await server.query(`select from memberships m join (${ORGANIZATION}) o on o.id = m.organization_id`, [code]),
  ).toEqual([])
})

test('O2-5 organizations that close at the same time do not count on one that is being deleted, and lose no member in vain', async () => {
  const standard = await defaultOrganization(calls)
  await server.query('update organizations set is_auto_membership_enabled = false')
  const [deleted, other] = [await openOrganization(), await openOrganization()]
  await calls.patch(`/organizations/${standard}/settings`, { is_joined_by_default: false })
  const user = await aUser(calls)
  await calls.post(`/organizations/${deleted}/users`, { users: [{ id: user }] })
  await withClient(server.connectionString, async (signingIn) => {
    await signingIn.query('begin')
    await signingIn.query(HOLD_USER, [user])
    const deletion = calls.delete(`/organization/${deleted}`)
    await waiting(1)
    const closing = await calls.patch(`/organization/${other}`, { is_suspended: true })
    expect(closing).toMatchObject(refusal(409, 'LAST_OPEN_ORGANIZATION'))
    await signingIn.query('commit')
    expect((await deletion).status).toBe(200)
  })
})

const openOrganization = () => anOrganization(calls, { is_auto_membership_enabled: true })
