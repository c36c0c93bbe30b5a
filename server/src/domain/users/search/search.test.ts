import { expect, test } from 'vitest'
import { anApi, api, PRODUCTION, refusal } from '../../../../test/management.ts'
import { startServer } from '../../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const foreign = await api(server, { origin: PRODUCTION })

const aUser = async (
  given: string,
  family: string,
  ...identities: [type: string, value: string][]
): Promise<string> => {
  const { body } = await calls.post('/user', {
    profile: { given_name: given, family_name: family },
    identities: identities.map(([type, value]) => ({ type, details: { [type]: value } })),
  })
  return body.id
}

const john = await aUser('John', 'Snow', ['email', 'john.snow@north.example'], ['username', 'Lord_Commander'])
const joanna = await aUser('Joanna', 'Jónsdóttir', ['email', 'jj@iceland.example'], ['phone', '+3545551234'])
const jean = await aUser('Jean-Luc', "O'Brien", ['email', 'captain@ship.example'])
const everyone = [john, joanna, jean]

const search = async (query: string) => {
  const { body } = await calls.get(`/search/users?${query}`)
  return (body.results as { id: string }[]).map(({ id }) => id)
}

test.each([
  ['the beginning of a name', 'joh', [john]],
  ['the beginning of two names', 'jo', [joanna, john]],
  ['two beginnings in any order', 'sn jo', [john]],
  ['a word without its accents', 'jonsd', [joanna]],
  ['a word with its accents, in capitals', 'JÓNSD', [joanna]],
  ['a double name', 'jean-l', [jean]],
  ['the second half of a double name', 'luc', [jean]],
  ['an address', 'john.snow@north.example', [john]],
  ['the beginning of an address', 'john.sn', [john]],
  ['a later word of an address', 'snow@north', [john]],
  ['a domain', 'iceland.ex', [joanna]],
  ['a username', 'LORD_c', [john]],
  ['a number', '+35455', [joanna]],
  ['a number without its plus sign', '354555', [joanna]],
  ['what nobody has', 'zz', []],
  ['what is in the middle of a word', 'ohn', []],
  ['what only one of two words is', 'john zz', []],
  ['a percent sign', '%', []],
])('users are found by %s', async (_what, query, expected) => {
  expect(await search(`query=${encodeURIComponent(query)}`)).toEqual(expected)
})

test('a star and an empty query find every user', async () => {
  expect(await search('query=*')).toEqual(everyone)
  expect(await search('')).toEqual(everyone)
})

test.each(['query=j', 'query=*'])('%s is read page by page, forth and back', async (query) => {
  const all = await search(query)
  const [first = '', second = '', third = ''] = all
  expect(await search(`${query}&page_size=1&starting_after=${first}`)).toEqual([second])
  expect(await search(`${query}&page_size=1&ending_before=${third}`)).toEqual([second])
  expect(await search(`${query}&starting_after=${third}`)).toEqual([])
})

test('a page begins at a user who is found', async () => {
  expect(await calls.get(`/search/users?query=joh&starting_after=${jean}`)).toMatchObject(
    refusal(400, 'INVALID_CURSOR'),
  )
  expect(await calls.get('/search/users?starting_after=somebody')).toMatchObject(refusal(404, 'USER_NOT_FOUND'))
  expect(await calls.get(`/search/users?starting_after=${jean}&ending_before=${jean}`)).toMatchObject(
    refusal(400, 'TOO_MANY_PARAMETERS'),
  )
})

test('a search shows the requested fields', async () => {
  const { body } = await calls.get('/search/users?query=lord_commander&expand=organizations,identities,properties')
  expect(body).toMatchObject({
    code: 'OK',
    results: [
      {
        id: john,
        email: 'john.snow@north.example',
        username: 'Lord_Commander',
        first_name: 'John',
        organizations: [expect.stringMatching(/^org_/)],
        identities: [{ type: 'email', identity: 'john.snow@north.example' }, { type: 'username' }],
        properties: {},
      },
    ],
  })
})

test('a user is found by a new name and identity at once, and no longer by the old ones', async () => {
  const id = await aUser('Before', 'Change', ['email', 'before@change.example'])
  const [identity] = (await calls.get(`/users/${id}/identities`)).body.identities
  await calls.patch(`/user?id=${id}`, { given_name: 'After' })
  await calls.post(`/users/${id}/identities`, { type: 'username', value: 'renewed' })
  await calls.delete(`/identities/${identity.id}`)
  expect(
    await Promise.all(['after', 'renewed', 'before', 'change.example'].map((one) => search(`query=${one}`))),
  ).toEqual([[id], [id], [], []])
  await calls.delete(`/user?id=${id}&is_delete_profile=true`)
})

test('no user of another environment is found (ATO-11)', async () => {
  expect((await foreign.get('/search/users?query=jo')).body.results).toEqual([])
  expect((await foreign.get(`/search/users?query=*&starting_after=${'kp_' + '0'.repeat(32)}`)).body.results).toEqual([])
})

const HEX = `'kp_' || replace(u.id::text, '-', '')`

async function giveProperty(user: string, key: string, value: string) {
  await server.query(
    `with u as (select * from users u where ${HEX} = $1),
      category as (insert into property_categories select environment_id, gen_random_uuid(), $2, 'usr', now() from u
        on conflict (environment_id, context, name) do update set name = excluded.name returning *),
      property as (insert into properties (environment_id, id, category_id, key, name, type, context, is_private, created_at)
        select environment_id, gen_random_uuid(), id, $2, $2, 'single_line_text', 'usr', false, now() from category
        on conflict (environment_id, context, key) where deleted_at is null do update set name = excluded.name returning *)
    insert into user_properties (environment_id, user_id, property_id, value, search_value, updated_at)
      select u.environment_id, u.id, p.id, $3, left($3, 200), now() from u, property p`,
    [user, key, value],
  )
}

test('users are found by one of several values, and by several properties', async () => {
  await giveProperty(john, 'plan', 'pro')
  await giveProperty(joanna, 'plan', 'team')
  await giveProperty(jean, 'plan', 'free')
  await giveProperty(john, 'city', 'Winterfell')
  await giveProperty(joanna, 'city', 'Reykjavík')
  const found = await Promise.all(
    [
      'properties[plan]=pro',
      'properties[plan]=pro,team',
      'properties[plan]=pro&properties[plan]=free',
      'properties[plan]=pro,team&properties[city]=Winterfell',
      'properties[plan]=pro,team&query=joa',
      'properties[plan]=other',
      'properties[nothing]=pro',
    ].map((query) => search(query)),
  )
  expect(found).toEqual([[john], [john, joanna], [john, jean], [john], [joanna], [], []])
  const { body } = await calls.get('/search/users?properties[plan]=free&expand=properties')
  expect(body.results[0].properties).toEqual({ plan: 'free' })
})

test.each(['properties[__proto__]=x', 'properties[constructor]=x'])('%s is refused', async (query) => {
  expect(await calls.get(`/search/users?${query}`)).toMatchObject(refusal(400, 'UNSAFE_NAME'))
})

test.each([
  'properties=x',
  'properties[plan]=a&properties=x',
  'query=a&query=b',
  'query=1 2 3 4 5 6 7 8 9',
  'expand=billing',
])('%s is refused as well', async (query) => {
  expect((await calls.get(`/search/users?${query}`)).status).toBe(400)
})

test('users are found by an API scope that they have directly or by a role', async () => {
  const logs = await anApi(calls, { audience: 'https://logs.example', keys: ['read:logs', 'write:logs'] })
  const scope = (key: string) => logs.scopes[key]?.replace('api_scope_', '')
  await server.query(
    `insert into membership_api_scopes select environment_id, organization_id, user_id, $2::uuid, $3::uuid, now()
     from memberships m where exists (select from users u where u.id = m.user_id and ${HEX} = $1)`,
    [john, logs.id, scope('read:logs')],
  )
  await server.query(
    `with m as (select m.*, e.business_id from memberships m join environments e on e.id = m.environment_id
        where exists (select from users u where u.id = m.user_id and ${HEX} = $1)),
      role as (insert into roles (business_id, id, key, name, created_at)
        select business_id, gen_random_uuid(), 'searched', 'Searched', now() from m returning *),
      scopes as (insert into role_api_scopes select m.environment_id, role.id, $2::uuid, $3::uuid, m.business_id, now() from m, role)
    insert into membership_roles select environment_id, organization_id, user_id, role.id, m.business_id, now() from m, role`,
    [joanna, logs.id, scope('write:logs')],
  )
  expect(await search('api_scopes=read:logs')).toEqual([john])
  expect(await search('api_scopes=read:logs,write:logs')).toEqual([john, joanna])
  const { body } = await calls.get('/search/users?api_scopes=write:logs&query=jo')
  expect(body.results).toMatchObject([
    { id: joanna, api_scopes: [{ org_code: expect.any(String), scope: 'write:logs', api_id: logs.id }] },
  ])
})
