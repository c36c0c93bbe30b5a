import { expect, test } from 'vitest'
import { importUsers, ndjson } from '../../../test/imports.ts'
import { api } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const AUDIENCE = 'https://api.example.com'

const category = (await calls.post('/property_categories', { name: 'Import', context: 'usr' })).body.category.id
await calls.post('/properties', {
  name: 'Town',
  key: 'town',
  type: 'single_line_text',
  context: 'usr',
  is_private: false,
  category_id: category,
})
const aFlag = (key: string, type: string, value: string, level: string) =>
  calls.post('/feature_flags', { name: key, key, type, default_value: value, allow_override_level: level })
await aFlag('theme', 'str', 'light', 'usr')
await aFlag('seats', 'int', '1', 'usr')
await aFlag('limits', 'json', '{}', 'usr')
await aFlag('outer', 'bool', 'false', 'org')
const apiId = (await calls.post('/apis', { name: 'Example', audience: AUDIENCE })).body.api.id
await calls.post(`/apis/${String(apiId)}/scopes`, { key: 'read:things' })
const organization = (await calls.post('/organization', { name: 'Acme', external_id: 'acme' })).body.organization.code

const idOf = async (email: string) => String((await calls.get(`/users?email=${email}`)).body.users[0].id)
const counted = async (table: string) => (await server.query(`select count(*)::int as n from ${table}`))[0]?.['n']
const atAcme = (...scopes: readonly unknown[]) => ({ organizations: [{ external_id: 'acme', scopes }] })

test('property values of a file become those of its users', async () => {
  const rows = ndjson(
    { email: 'a@town.example', properties: [{ key: 'town', value: 'Oslo' }] },
    { email: 'b@town.example', properties: [{ key: 'town', value: 7 }] },
    { email: 'c@town.example', properties: [{ key: 'town', value: '' }] },
  )
  expect(await importUsers(server, rows)).toMatchObject({ created: 3, refused: 0 })
  const values = await server.query(`select value, search_value from user_properties p
    join properties d on d.id = p.property_id where d.key = 'town' order by value`)
  expect(values).toEqual([
    { value: '7', search_value: '7' },
    { value: 'Oslo', search_value: 'Oslo' },
  ])
})

test('feature flags of a file hold for its users instead of their defaults', async () => {
  const said = [
    { key: 'theme', value: 'dark' },
    { key: 'seats', value: 5 },
    { key: 'limits', value: null },
  ]
  expect(await importUsers(server, ndjson({ email: 'a@flag.example', feature_flags: said }))).toMatchObject({
    created: 1,
  })
  const values = await server.query(`select f.key, u.value::text as value from user_feature_flags u
    join feature_flags f on f.id = u.flag_id order by f.key`)
  expect(values).toEqual([
    { key: 'limits', value: 'null' },
    { key: 'seats', value: '5' },
    { key: 'theme', value: '"dark"' },
  ])
})

test('a member has the scopes of an API that the file says', async () => {
  const rows = ndjson({ email: 'a@scope.example', ...atAcme({ audience: AUDIENCE, scopes: ['read:things'] }) })
  expect(await importUsers(server, rows)).toMatchObject({ created: 1, refused: 0 })
  const id = await idOf('a@scope.example')
  const given = await server.query(`select s.key from membership_api_scopes m
    join resource_server_scopes s on s.id = m.scope_id join organizations o on o.id = m.organization_id
    where 'kp_' || replace(m.user_id::text, '-', '') = '${id}' and o.code = '${String(organization)}'`)
  expect(given).toEqual([{ key: 'read:things' }])
})

const WRONG = ndjson(
  { email: '1@wrong.example', properties: [{ key: 'nowhere', value: 'x' }] },
  { email: '2@wrong.example', properties: [{ key: 'town', value: 'a\nb' }] },
  {
    email: '3@wrong.example',
    properties: [
      { key: 'town', value: 'a' },
      { key: 'town', value: 'b' },
    ],
  },
  { email: '4@wrong.example', feature_flags: [{ key: 'nowhere', value: true }] },
  { email: '5@wrong.example', feature_flags: [{ key: 'outer', value: true }] },
  { email: '6@wrong.example', feature_flags: [{ key: 'seats', value: 'many' }] },
  { email: '7@wrong.example', ...atAcme({ audience: AUDIENCE, scopes: ['write:things'] }) },
  { email: '8@wrong.example', ...atAcme({ audience: `${server.origin}/api`, scopes: ['read:users'] }) },
  { email: '9@right.example', properties: [{ key: 'town', value: 'Bergen' }] },
)
const CODES = [
  'PROPERTY_NOT_FOUND',
  'INVALID_PROPERTY_VALUE',
  'INVALID_ROW',
  'FEATURE_FLAG_NOT_FOUND',
  'FLAG_OVERRIDE_NOT_ALLOWED',
  'INVALID_FLAG_VALUE',
  'API_SCOPE_NOT_FOUND',
  'API_SCOPE_NOT_FOUND',
]
const TABLES = ['users', 'user_properties', 'user_feature_flags', 'membership_api_scopes']

test('a rehearsal refuses the same values and writes none (ATO-23)', async () => {
  const before = await Promise.all(TABLES.map(counted))
  const report = await importUsers(server, WRONG, { query: '?dry_run=true' })
  expect([report.created, report.codes]).toEqual([1, CODES])
  expect(await Promise.all(TABLES.map(counted))).toEqual(before)
})

test('each value that is wrong refuses its row alone (ATO-23)', async () => {
  const report = await importUsers(server, WRONG)
  expect([report.created, report.codes]).toEqual([1, CODES])
  expect(await counted(`identities where normalized like '%@wrong.example'`)).toBe(0)
})

test.each([
  ['a property', { properties: [{ key: 'town', value: 'x' }] }, 'update:user_properties'],
  ['a feature flag', { feature_flags: [{ key: 'theme', value: 'x' }] }, 'update:user_feature_flags'],
  ['a scope', atAcme({ audience: AUDIENCE, scopes: ['read:things'] }), 'create:organization_user_api_scopes'],
])('%s in a row needs the scope for that (ATO-24)', async (what, fields, needed) => {
  const all = [
    'create:users',
    'create:organization_users',
    'update:user_properties',
    'update:user_feature_flags',
    'create:organization_user_api_scopes',
  ]
  const rows = ndjson({ id: what, ...fields })
  const without = await importUsers(server, rows, { scopes: all.filter((one) => one !== needed) })
  expect(without.codes).toEqual(['INSUFFICIENT_SCOPE'])
  expect(await importUsers(server, rows, { scopes: all })).toMatchObject({ created: 1 })
})
