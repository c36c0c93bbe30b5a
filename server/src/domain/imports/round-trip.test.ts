import { expect, test } from 'vitest'
import { importUsers, ndjson, sendFile } from '../../../test/imports.ts'
import { api, managementToken, PRODUCTION } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const aCode = async (name: string) => String((await calls.post('/organization', { name })).body.organization.code)
const [first, second] = [await aCode('First'), await aCode('Second')]

await importUsers(
  server,
  ndjson(
    {
      id: 'r-1',
      first_name: 'Ada',
      email: 'ada@round.example',
      email_verified: true,
      username: 'ada',
      organizations: [{ code: first }, second],
    },
    { phone: '+61426148001', phone_verified: true, is_suspended: true, organizations: [{ code: second }] },
    { id: 'r-3', identities: [{ type: 'enterprise', identity: 'eve@corp.example', provider: 'Corp' }] },
    {
      first_name: 'Zoe',
      identities: [{ type: 'social', identity: '77', provider: 'google', profile: { email: 'z@z.example' } }],
    },
  ),
)

async function exported(): Promise<string> {
  const headers = { authorization: `Bearer ${await managementToken(server)}` }
  return (await server.request('/api/v1/exports/users', { headers })).text()
}

/** Returns the parts of each line that belong to the user and not to this import. */
function comparable(lines: string) {
  return lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .map(({ id, external_id: externalId, created_on: _createdOn, organizations, ...rest }) => ({
      ...rest,
      externalId: externalId ?? id,
      organizations: Array.isArray(organizations) ? organizations.map((one) => JSON.stringify(one)).toSorted() : [],
    }))
}

test('an export that is imported where its users are changes nothing', async () => {
  const before = await exported()
  expect(await importUsers(server, before)).toMatchObject({ created: 0, existing: 4, refused: 0 })
  expect(await exported()).toBe(before)
})

test('an export can be imported again when its users are gone, with the organizations by their codes', async () => {
  const before = await exported()
  await server.query('delete from users')
  expect(await importUsers(server, before)).toMatchObject({ created: 4, existing: 0, refused: 0 })
  expect(comparable(await exported())).toEqual(comparable(before))
})

test('an organization is named by its external id or by its code (O1-4)', async () => {
  const code = await aCode('Third')
  await calls.patch(`/organization/${code}`, { external_id: 'third' })
  const rows = [{ external_id: 'third' }, { code }, { external_organization_id: 'third' }, code, 'third']
  const report = await importUsers(
    server,
    ndjson(...rows.map((one, at) => ({ id: `n-${String(at)}`, organizations: [one] }))),
  )
  expect(report).toMatchObject({ created: 5, refused: 0 })
  expect((await calls.get(`/organizations/${code}/users`)).body.organization_users).toHaveLength(5)
})

async function exportedOrganizations(): Promise<string> {
  const headers = { authorization: `Bearer ${await managementToken(server)}` }
  return (await server.request('/api/v1/exports/organizations', { headers })).text()
}

test('an export of organizations that is imported where they are changes nothing', async () => {
  const before = await exportedOrganizations()
  const report = await sendFile(server, before, { kind: 'organizations', type: 'application/x-ndjson' })
  expect(report).toMatchObject({ created: 0, existing: before.trim().split('\n').length, refused: 0 })
  expect(await exportedOrganizations()).toBe(before)
})

test('organizations and then users of an export find each other in another environment (O1-4)', async () => {
  await calls.post('/organization', { name: 'With an id', external_id: 'with-id' })
  await importUsers(
    server,
    ndjson(
      { id: 'm-1', organizations: ['with-id'] },
      { id: 'm-2', organizations: [first] },
      { id: 'm-3', email: 'm3@round.example' },
    ),
  )
  const other = { origin: PRODUCTION, type: 'application/x-ndjson' }
  const organizations = await sendFile(server, await exportedOrganizations(), { ...other, kind: 'organizations' })
  const users = await sendFile(server, await exported(), other)
  const found = await server.query(
    `select u.provided_id, coalesce(o.external_id, 'none') as organization from users u
     join memberships m on m.user_id = u.id join organizations o on o.id = m.organization_id
     join hosts h on h.environment_id = u.environment_id
     where h.origin = $1 and u.provided_id in ('m-1', 'm-2') order by 1`,
    [PRODUCTION],
  )

  expect([organizations.refused, users.refused]).toEqual([0, 0])
  expect(found).toEqual([
    { provided_id: 'm-1', organization: 'with-id' },
    { provided_id: 'm-2', organization: first },
  ])
})
