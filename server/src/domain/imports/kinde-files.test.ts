import { expect, test } from 'vitest'
import { importUsers, ndjson, sendFile } from '../../../test/imports.ts'
import { api } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
for (const key of ['role_1', 'role_2']) await calls.post('/roles', { name: key, key })
await calls.post('/permissions', { name: 'perm_1', key: 'perm_1' })
for (const external_id of ['ext_1', 'ext_2']) await calls.post('/organization', { name: external_id, external_id })

/** Returns the roles of a user by the external id of the organization. */
const rolesOf = (email: string) =>
  server.query(
    `select o.external_id as organization, array_agg(r.key order by r.key) filter (where r.key is not null) as roles
     from identities i join memberships m on m.user_id = i.user_id join organizations o on o.id = m.organization_id
     left join membership_roles h on h.user_id = m.user_id and h.organization_id = m.organization_id
     left join roles r on r.id = h.role_id
     where i.normalized = $1 group by 1 order by 1`,
    [email],
  )
const HEADER = 'email,id,first_name,roles,permissions,external_organization_id'

test('a cell holds several organizations, roles and permissions, separated by commas', async () => {
  const report = await sendFile(server, `${HEADER}\n\njen@k.example,k-1,Jen,"role_1,role_2",perm_1,"ext_1,ext_2"\n`)
  expect(report).toMatchObject({ created: 1, refused: 0 })
  expect(await rolesOf('jen@k.example')).toEqual([
    { organization: 'ext_1', roles: ['role_1', 'role_2'] },
    { organization: 'ext_2', roles: ['role_1', 'role_2'] },
  ])
})

test('a file has one line for each organization of the same person', async () => {
  const rows = ['kim@k.example,k-2,Kim,role_1,,ext_1', 'kim@k.example,k-2,Kim,role_2,,ext_2']
  expect(await sendFile(server, [HEADER, ...rows].join('\n'))).toMatchObject({ created: 1, existing: 1, refused: 0 })
  expect(await rolesOf('kim@k.example')).toEqual([
    { organization: 'ext_1', roles: ['role_1'] },
    { organization: 'ext_2', roles: ['role_2'] },
  ])
})

test('a second file adds organizations and roles by id, gives fresh claims, and tells of it once', async () => {
  await importUsers(
    server,
    ndjson({ id: 'k-3', email: 'lou@k.example', organizations: [{ external_id: 'ext_1', roles: ['role_1'] }] }),
  )
  const more = ndjson({
    id: 'k-3',
    organizations: [
      { external_id: 'ext_1', roles: ['role_2'] },
      { external_id: 'ext_2', roles: [] },
    ],
  })
  const before = await server.query(`select claims_changed_at::text as at from users where provided_id = 'k-3'`)
  await server.advance(60)
  const reports = [await importUsers(server, more), await importUsers(server, more)]
  const after = await server.query(`select claims_changed_at::text as at from users where provided_id = 'k-3'`)
  const events = await server.query(
    `select count(*)::int as n from events where type = 'user.updated' and subject = (select 'kp_' || replace(id::text, '-', '') from users where provided_id = 'k-3')`,
  )

  expect(reports.map(({ existing, refused }) => [existing, refused])).toEqual([
    [1, 0],
    [1, 0],
  ])
  expect(await rolesOf('lou@k.example')).toEqual([
    { organization: 'ext_1', roles: ['role_1', 'role_2'] },
    { organization: 'ext_2', roles: null },
  ])
  expect(after).not.toEqual(before)
  expect(events).toEqual([{ n: 2 }])
})

test('a rehearsal of a second file adds nothing', async () => {
  await importUsers(server, ndjson({ id: 'k-4', email: 'mia@k.example', organizations: ['ext_1'] }))
  const more = ndjson({ id: 'k-4', organizations: [{ external_id: 'ext_2' }] })
  expect(await importUsers(server, more, { query: '?dry_run=true' })).toMatchObject({ existing: 1, refused: 0 })
  expect(await rolesOf('mia@k.example')).toMatchObject([{ organization: 'ext_1' }])
})

test('an identity that a user does not have is a problem of the row, not dropped without a word', async () => {
  await importUsers(server, ndjson({ id: 'k-5', email: 'nia@k.example' }))
  const report = await importUsers(server, ndjson({ id: 'k-5', email: 'other@k.example' }))
  expect(report).toMatchObject({ existing: 0, refused: 1, codes: ['IDENTITY_NOT_ADDED'] })
})

test.each([
  ['an organization', { external_id: 'ext_9' }, 'There is no organization with the id or code "ext_9".'],
  ['a role', { external_id: 'ext_1', roles: ['role_9'] }, 'There is no role "role_9".'],
  ['a permission', { external_id: 'ext_1', permissions: ['perm_9'] }, 'There is no permission "perm_9".'],
])('the problem names %s that was not found', async (_name, organization, message) => {
  const report = await importUsers(server, ndjson({ id: 'k-6', organizations: [organization] }))
  expect(report.messages).toEqual([message])
})

test('a line of an export has the parameters of its hash apart', async () => {
  const hash = '$2a$10$Kuvv6ATRsbtHnJJHB359WeKrC6ImbEzY0wtCmB21KS39Cw5sMecMK'
  const password = { hashing_config: {}, hashed_password: hash, hashing_algorithm: 'bcrypt' }
  const line = {
    id: `kp_${'a'.repeat(32)}`,
    email: 'kx@k.example',
    email_verified: true,
    last_name: null,
    organizations: [],
    password,
  }
  const odd = { ...line, id: 'k-7', email: 'ky@k.example', password: { ...password, hashing_config: { pepper: 'x' } } }
  expect(await importUsers(server, ndjson(line, odd))).toMatchObject({ created: 1, refused: 1, codes: ['INVALID_ROW'] })
})
