import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { batchedReads } from '#platform/db'
import '#domain/claims'
import '#domain/tokens'
import { contextOf } from '../../../../test/context.ts'
import { openPlanner } from '../../../../test/plans.ts'
import { startServer } from '../../../../test/server.ts'
import { findUsersByIdentity, listUsers, readListed, type UserFilter } from '../listing/index.ts'
import { listBySignIn, searchUsers, type Search } from './search-users.ts'
import { readApiScopes, readProperties } from './views.ts'

const server = await startServer()
const { environment } = await contextOf(server)
const { db, scannedBy, scannedInGeneralBy } = await openPlanner(server, environment.id, environment.businessId)
const COUNT = 20_000
/** One of 200, with a hundred members. */
const ORGANIZATION = createHash('md5').update('o7').digest('hex')

// Enough rows that reading them all is never the cheapest way to a page.
beforeAll(async () => {
  const id = `md5($1::text || n)::uuid`
  for (const text of [
    `insert into users (environment_id, id, profile_updated_at, claims_changed_at, last_signed_in_at, created_at)
      select $1::uuid, ${id}, now(), now(), now() - n * interval '1 minute', now() from generate_series(1, ${String(COUNT)}) n`,
    `insert into identities (environment_id, id, user_id, kind, value, normalized, is_primary, created_at)
      select $1::uuid, gen_random_uuid(), ${id}, 'email', n || '@x.example', n || '@x.example', true, now() from generate_series(1, ${String(COUNT)}) n`,
    `insert into awaited_identities (environment_id, kind, connection_name, normalized, value, user_id, created_at)
      select $1::uuid, 'social', 'google', n::text, n::text, ${id}, now() from generate_series(1, ${String(COUNT)}) n`,
    `insert into user_search_words (environment_id, user_id, word)
      select $1::uuid, ${id}, w || n from generate_series(1, ${String(COUNT)}) n, unnest(array['a', 'b', 'c']) w`,
    `insert into organizations (environment_id, id, code, name, created_at)
      select $1::uuid, md5('o' || n)::uuid, 'org_' || n, 'o', now() from generate_series(1, 200) n`,
    `insert into memberships (environment_id, organization_id, user_id, created_at)
      select $1::uuid, md5('o' || (1 + n % 200))::uuid, ${id}, now() from generate_series(1, ${String(COUNT)}) n`,
    `insert into property_categories values ($1::uuid, md5('category')::uuid, 'plans', 'usr', now())`,
    `insert into properties (environment_id, id, category_id, key, name, type, context, is_private, created_at)
      select $1::uuid, md5('p' || n)::uuid, md5('category')::uuid, 'plan' || n, 'Plan', 'single_line_text', 'usr', false, now() from generate_series(1, 500) n`,
    `insert into user_properties (environment_id, user_id, property_id, value, search_value, updated_at)
      select $1::uuid, ${id}, md5('p1')::uuid, n % 100, n % 100, now() from generate_series(1, ${String(COUNT)}) n`,
    `insert into user_properties (environment_id, user_id, property_id, value, search_value, updated_at)
      select $1::uuid, ${id}, md5('p2')::uuid, n % 2, n % 2, now() from generate_series(1, ${String(COUNT)}) n`,
  ])
    await server.query(text, [environment.id])
  await server.query('analyze')
})

const EXPANDED = { organizations: true, identities: true }
const NOTHING: Search = {
  prefixes: [],
  properties: [],
  scopes: [],
  from: undefined,
  limit: 11,
  expand: EXPANDED,
}
const SMALL = [
  'properties',
  'organizations',
  'resource_server_scopes',
  'roles',
  'role_api_scopes',
  'membership_api_scopes',
  'membership_roles',
]
/** The other tables are empty, so that one look reads them whole. */
const FILLED = ['users', 'identities', 'user_search_words', 'memberships', 'user_properties', 'awaited_identities']
const large = (tables: string[]) => tables.filter((table) => !SMALL.includes(table))

test.each<[string, Partial<Search>]>([
  ['nothing', {}],
  ['a rare beginning', { prefixes: ['a123'] }],
  ['a frequent beginning', { prefixes: ['a'] }],
  ['two beginnings', { prefixes: ['a1', 'b2'] }],
  ['a rare value', { properties: [{ key: 'plan1', values: ['7'] }] }],
  ['a frequent value', { properties: [{ key: 'plan2', values: ['1'] }] }],
  ['a value and a beginning', { prefixes: ['a'], properties: [{ key: 'plan2', values: ['0', '1'] }] }],
  ['a scope', { scopes: ['read:logs'] }],
  ['a small organization', { further: [{ kind: 'organization', organizationId: ORGANIZATION }] }],
  [
    'an organization and a beginning',
    { prefixes: ['a'], further: [{ kind: 'organization', organizationId: ORGANIZATION }] },
  ],
  ['suspension', { further: [{ kind: 'suspended', isSuspended: true }] }],
  ['no suspension', { further: [{ kind: 'suspended', isSuspended: false }] }],
  ['no sign-in', { further: [{ kind: 'never signed in' }] }],
])('a search by %s reads no table from one end to the other', async (_what, search) => {
  const [{ id } = { id: '' }] = await searchUsers({ db }, { ...NOTHING, ...search })
  const tables = await scannedBy(async () => {
    await searchUsers({ db }, { ...NOTHING, ...search })
    if (id !== '') await searchUsers({ db }, { ...NOTHING, ...search, from: { id, direction: 'after' } })
    if (id !== '') await searchUsers({ db }, { ...NOTHING, ...search, from: { id, direction: 'before' } })
  })
  expect(large(tables)).toEqual([])
})

test('a list by the last sign-in reads no table from one end to the other', async () => {
  const list = { ...NOTHING, further: [{ kind: 'organization', organizationId: ORGANIZATION }] } as const
  const after = { id: '80000000-0000-4000-8000-000000000000', lastSignedInAt: new Date(Date.now() - 60_000) }
  const tables = await scannedBy(() =>
    Promise.all([
      listBySignIn({ db }, { ...NOTHING, after: undefined }),
      listBySignIn({ db }, { ...NOTHING, after }),
      listBySignIn({ db }, { ...list, after }),
    ]),
  )
  expect(large(tables)).toEqual([])
})

test.each<[string, UserFilter]>([
  ['nothing', {}],
  ['having an organization', { hasOrganization: true }],
  ['having none', { hasOrganization: false }],
  ['being active since a time', { activeSince: new Date(Date.now() - 3_600_000) }],
])('a list by %s reads no table from one end to the other', async (_what, filter) => {
  const list = (after?: { id: string; lastSignedInAt: Date }) =>
    listUsers(db, { filter, after, limit: 11, expand: EXPANDED })
  const after = { id: '80000000-0000-4000-8000-000000000000', lastSignedInAt: new Date(Date.now() - 60_000) }
  expect(large(await scannedBy(() => Promise.all([list(), list(after)])))).toEqual([])
})

test('the details of a page are read by its keys', async () => {
  const ids = (await searchUsers({ db }, { ...NOTHING, limit: 50 })).map(({ id }) => id)
  const tables = await scannedBy(() =>
    Promise.all([
      readListed(db, { ids, expand: EXPANDED }),
      readProperties(db, ids),
      readApiScopes(db, ids),
      findUsersByIdentity(db, { kind: 'email', normalized: ['1@x.example', '2@x.example'] }),
    ]),
  )
  expect(large(tables)).toEqual([])
})

test('simultaneous requests are read by their keys in one statement', async () => {
  // A statement is declared at its first use.
  await searchUsers({ db }, { ...NOTHING, prefixes: ['a'] })
  const texts = batchedReads()
  const scanned = await Promise.all(texts.map((text) => scannedInGeneralBy(text)))

  expect(texts.length).toBeGreaterThan(5)
  expect(scanned.flat().filter((table) => FILLED.includes(table))).toEqual([])
})
