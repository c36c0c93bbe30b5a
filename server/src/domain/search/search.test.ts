import { beforeAll, expect, test } from 'vitest'
import { contextOf } from '../../../test/context.ts'
import { aMemberSignedIn } from '../../../test/team.ts'
import { api, PRODUCTION, type Api } from '../../../test/management.ts'
import { openPlanner } from '../../../test/plans.ts'
import { startServer } from '../../../test/server.ts'
import { searchEverything } from './index.ts'

const server = await startServer()
const calls = await api(server)
const there = await api(server, { origin: PRODUCTION })

const find = async (text: string, by: Pick<Api, 'get'> = calls) =>
  (await by.get(`/search?q=${encodeURIComponent(text)}`)).body.results as readonly {
    kind: string
    id: string
    name: string
    detail: string
  }[]
const kindsOf = async (text: string, by?: Pick<Api, 'get'>) => (await find(text, by)).map(({ kind }) => kind)

const ids: Record<string, string> = {}

beforeAll(async () => {
  const user = await calls.post('/user', {
    profile: { given_name: 'Oakley', family_name: 'Brennan' },
    identities: [{ type: 'email', is_verified: true, details: { email: 'oakley@example.com' } }],
  })
  ids['user'] = user.body.id
  await calls.post('/organization', { name: 'Oakmere Health', handle: 'oakmere' })
  ids['application'] = (await calls.post('/applications', { name: 'Oak reader', type: 'spa' })).body.application.id
  ids['role'] = (await calls.post('/roles', { name: 'Keeper', key: 'oak:keeper' })).body.role.id
  await calls.post('/permissions', { name: 'Plant oaks', key: 'trees:plant' })
  await calls.post('/feature_flags', { key: 'oak_view', name: 'Forest', type: 'bool', default_value: 'true' })
  await calls.post('/apis', { name: 'Trees', audience: 'https://oak.example' })
  await calls.post('/environment_variables', { key: 'OAK_HOST', value: 'secret-of-the-oak' })
})

test('a few letters find everything that begins with them or contains them, kind by kind', async () => {
  expect(await kindsOf('oak')).toEqual([
    'organization',
    'user',
    'application',
    'role',
    'permission',
    'feature_flag',
    'api',
    'environment_variable',
  ])
})

test('a result says what tells it from others, and has the id that its operations take', async () => {
  const found = await find('oak')
  expect(found.find(({ kind }) => kind === 'user')).toEqual({
    kind: 'user',
    id: ids['user'],
    name: 'Oakley Brennan',
    detail: 'oakley@example.com',
  })
  expect(found.find(({ kind }) => kind === 'organization')).toMatchObject({ name: 'Oakmere Health', detail: 'oakmere' })
  expect(found.find(({ kind }) => kind === 'role')).toEqual({
    kind: 'role',
    id: ids['role'],
    name: 'Keeper',
    detail: 'oak:keeper',
  })
  expect((await calls.get(`/applications/${found.find(({ kind }) => kind === 'application')?.id ?? ''}`)).status).toBe(
    200,
  )
})

test('an id that was pasted finds its thing', async () => {
  for (const kind of ['user', 'application', 'role']) expect(await kindsOf(ids[kind] ?? '')).toEqual([kind])
})

test('the value of a variable is not searched', async () => {
  expect(await find('secret-of')).toEqual([])
})

test('the caller finds only kinds that the scopes let them list', async () => {
  const some = await api(server, { scopes: ['read:environments', 'read:roles', 'read:organizations'] })
  const none = await api(server, { scopes: ['read:environments'] })
  expect(await kindsOf('oak', some)).toEqual(['organization', 'role'])
  expect(await kindsOf('oak', none)).toEqual([])
})

test('a member of the team finds what their role lets them list', async () => {
  const finance = await aMemberSignedIn(server, 'finance@example.com', 'finance')
  const { body } = await finance.call('GET', '/search?q=oak')
  expect(body.results.map(({ kind }: { kind: string }) => kind)).toEqual([
    'organization',
    'application',
    'feature_flag',
  ])
})

test('nothing of another environment is found, but what the business shares', async () => {
  expect(await kindsOf('oak', there)).toEqual(['role', 'permission', 'feature_flag'])
  expect(await find(ids['user'] ?? '', there)).toEqual([])
})

test('a page has so many of each kind as asked for, and at most twenty', async () => {
  for (const name of ['A', 'B', 'C']) await calls.post('/roles', { name: `Beech ${name}`, key: `beech_${name}` })
  expect((await calls.get('/search?q=beech&page_size=2')).body.results).toHaveLength(2)
  expect((await calls.get('/search?q=beech&page_size=21')).status).toBe(400)
  expect((await calls.get('/search?q=')).status).toBe(400)
  expect((await calls.get('/search')).status).toBe(400)
})

test('letters of a pattern are letters', async () => {
  for (const text of ['%', '_ak', String.raw`\x`, "o'ak"]) expect(await find(text)).toEqual([])
})

test('a search among very many people and things reads no large table from one end to the other', async () => {
  const { environment } = await contextOf(server)
  const { id, businessId } = environment
  const other = (await contextOf(server, PRODUCTION)).environment.id
  for (const text of [
    `insert into users (environment_id, id, given_name, profile_updated_at, claims_changed_at, created_at)
      select $1::uuid, md5($1::text || n)::uuid, 'Elm', now(), now(), now() from generate_series(1, 20000) n`,
    `insert into identities (environment_id, id, user_id, kind, value, normalized, is_primary, created_at)
      select $1::uuid, gen_random_uuid(), md5($1::text || n)::uuid, 'email', n || '@x.example', n || '@x.example', true, now()
      from generate_series(1, 20000) n`,
    `insert into user_search_words (environment_id, user_id, word)
      select $1::uuid, md5($1::text || n)::uuid, 'elm' || n from generate_series(1, 20000) n`,
  ])
    await server.query(text, [id])
  await server.query(
    `insert into applications (environment_id, id, name, type, created_at, updated_at)
      select $1::uuid, gen_random_uuid(), 'Elm ' || n, 'spa', now(), now() from generate_series(1, 5000) n`,
    [other],
  )
  await server.query('analyze')
  const { db, scannedBy } = await openPlanner(server, id, businessId)
  const scopes = new Set(['read:users', 'read:organizations', 'read:applications'])
  const scanned = await scannedBy(() => searchEverything({ db, environment }, { text: 'elm', limit: 5, scopes }))

  expect(
    scanned.filter((table) => ['users', 'user_search_words', 'identities', 'applications'].includes(table)),
  ).toEqual([])
})
