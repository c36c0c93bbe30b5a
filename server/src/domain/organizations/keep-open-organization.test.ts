import { beforeEach, expect, test } from 'vitest'
import { watchChanges } from '../../../test/contract/changes.ts'
import { api, refusal } from '../../../test/management.ts'
import { anOrganization, defaultOrganization } from '../../../test/organizations.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const changes = await watchChanges(server)
const standard = await defaultOrganization(calls)
const last = refusal(409, 'LAST_OPEN_ORGANIZATION')
const joinDefault = (isJoined: boolean | null) =>
  calls.patch(`/organizations/${standard}/settings`, { is_joined_by_default: isJoined })
const allow = (isAllowed: boolean | null) =>
  calls.patch('/environment/settings', { is_self_sign_up_allowed: isAllowed })

let open = ''
/** One organization takes sign-ups, and users do not join the default one unasked. */
beforeEach(async () => {
  await joinDefault(null)
  await allow(null)
  await server.query('update organizations set is_auto_membership_enabled = false')
  open = await anOrganization(calls, { is_auto_membership_enabled: true })
  await joinDefault(false)
})

test.each([
  ['closed', (code: string) => calls.patch(`/organization/${code}`, { is_auto_membership_enabled: false })],
  ['suspended', (code: string) => calls.patch(`/organization/${code}`, { is_suspended: true })],
  ['deleted', (code: string) => calls.delete(`/organization/${code}`)],
])('O2-5 the last organization that takes sign-ups is not %s while the environment allows them', async (_what, end) => {
  await changes()
  expect(await end(open)).toMatchObject(last)
  expect(await changes()).toEqual([])
  await allow(false)
  expect(await end(open)).toMatchObject({ status: 200 })
})

test('O2-5 the default organization stays open to people without another when it is the last', async () => {
  await joinDefault(null)
  await calls.delete(`/organization/${open}`)
  expect(await joinDefault(false)).toMatchObject(last)
})

test.each([true, null])(
  'O2-5 self sign-up is not allowed (%j) while no organization takes sign-ups',
  async (isAllowed) => {
    await allow(false)
    await calls.delete(`/organization/${open}`)
    expect(await allow(isAllowed)).toMatchObject(refusal(409, 'NO_OPEN_ORGANIZATION'))
    await joinDefault(true)
    expect(await allow(isAllowed)).toMatchObject({ status: 200 })
  },
)

test('O2-5 one of two organizations that take sign-ups stays when one is deleted and the other suspended at the same moment', async () => {
  const other = await anOrganization(calls, { is_auto_membership_enabled: true })
  const answers = await Promise.all([
    calls.delete(`/organization/${open}`),
    calls.patch(`/organization/${other}`, { is_suspended: true }),
  ])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
})
