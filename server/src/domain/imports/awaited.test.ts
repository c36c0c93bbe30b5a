import { expect, test } from 'vitest'
import { importUsers, ndjson } from '../../../test/imports.ts'
import { api, PRODUCTION, refusal } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)
const foreign = await api(server, { origin: PRODUCTION })

const aPerson = (identity: string, provider?: string) => ({
  identities: [{ type: 'enterprise', identity, is_verified: true, ...(provider === undefined ? {} : { provider }) }],
})
const awaited = (filter: string) =>
  server.query(`select kind, connection_name, value, normalized, email from awaited_identities where ${filter}`)

test('an enterprise identity waits under its address and the name of its connection (U5-2)', async () => {
  const row = { email: 'Ada@Corp.example', email_verified: true, ...aPerson('Ada@Corp.example', 'Corp Entra') }
  expect(await importUsers(server, ndjson(row))).toMatchObject({ created: 1, refused: 0 })
  expect(await awaited(`connection_name = 'Corp Entra'`)).toEqual([
    {
      kind: 'enterprise',
      connection_name: 'Corp Entra',
      value: 'Ada@Corp.example',
      normalized: 'ada@corp.example',
      email: 'ada@corp.example',
    },
  ])
  expect(await server.query(`select from identities where normalized = 'ada@corp.example'`)).toEqual([])
})

test('a social identity waits beside an address, and is found by what its provider told (U5-2)', async () => {
  const social = {
    type: 'social',
    identity: '1234',
    provider: 'google',
    profile: { email: 'Eve@Mail.example', x: [1] },
  }
  const row = { first_name: 'Eve', identities: [{ type: 'email', identity: 'eve@home.example' }, social] }
  expect(await importUsers(server, ndjson(row))).toMatchObject({ created: 1 })
  const [stored] = await awaited(`connection_name = 'google'`)
  expect(stored).toMatchObject({ normalized: '1234', email: 'eve@mail.example' })
  expect((await calls.get('/search/users?query=eve@mail')).body.results).toHaveLength(1)
})

test('a file with identities that wait can be sent twice, and the same name of another connection is another', async () => {
  const rows = ndjson(aPerson('bob@twice.example', 'One'), aPerson('bob@twice.example', 'Two'))
  expect(await importUsers(server, rows)).toMatchObject({ created: 2, existing: 0 })
  expect(await importUsers(server, rows)).toMatchObject({ created: 0, existing: 2, refused: 0 })
})

test.each(['enterprise', 'social'])(
  'a row that names a user by a waiting %s identity adds its organizations',
  async (type) => {
    const { body } = await calls.post('/organization', { name: `Joined by ${type}` })
    const { code } = body.organization
    const identities = [{ type, identity: `joins@${type}.example`, provider: 'Corp' }]
    await importUsers(server, ndjson({ first_name: 'Joins', identities }))
    const members = async () => (await calls.get(`/organizations/${code}/users`)).body.organization_users.length
    const before = await members()

    const again = await importUsers(server, ndjson({ identities, organizations: [{ code }] }))
    expect(again).toMatchObject({ created: 0, existing: 1, refused: 0 })
    expect([before, await members()]).toEqual([0, 1])
  },
)

const WRONG = ndjson(
  { id: 'w-1', ...aPerson('bob@wrong.example') },
  { id: 'w-2', ...aPerson('', 'Corp') },
  { id: 'w-3', username: 'wrong_3', ...aPerson('c@wrong.example', 'Corp') },
  { id: 'w-4', ...aPerson('d@wrong.example', 'Corp') },
  { id: 'w-5', ...aPerson('D@wrong.example', 'Corp') },
)
const CODES = ['CONNECTION_NOT_FOUND', 'INVALID_IDENTITY', 'ENTERPRISE_IDENTITY_EXCLUSIVE', 'IDENTITY_TAKEN']

test.each([['?dry_run=true'], ['']])(
  'an identity that cannot wait refuses its row (U1-5, ATO-23): %s',
  async (query) => {
    expect(await importUsers(server, WRONG, { query })).toMatchObject({ created: 1, codes: CODES })
    expect(await awaited(`normalized like '%@wrong.example'`)).toHaveLength(query === '' ? 1 : 0)
  },
)

test('identities that wait go with the user, also where the profile stays', async () => {
  await importUsers(server, ndjson({ id: 'gone', first_name: 'Zoe', ...aPerson('zoe@gone.example', 'Corp') }))
  const [user] = (await calls.get('/search/users?query=zoe@gone')).body.results
  expect((await calls.delete(`/user?id=${String(user.id)}`)).status).toBe(200)
  expect(await awaited(`normalized = 'zoe@gone.example'`)).toEqual([])
})

/** Imports somebody with these identities and returns their id. */
async function imported(name: string, row: object): Promise<string> {
  await importUsers(server, ndjson({ id: name, ...row }))
  const { results } = (await calls.get(`/search/users?query=${name}`)).body
  return String(results[0].id)
}
const identitiesOf = async (user: string) => (await calls.get(`/users/${user}/identities`)).body.identities

test('an identity that waits is among those of its user, and says for what (U1-3, U5-2)', async () => {
  const user = await imported('Shown', { first_name: 'Shown', ...aPerson('S@shown.example', 'Corp') })
  const [identity, ...others] = await identitiesOf(user)
  expect(others).toEqual([])
  expect(identity).toEqual({
    id: expect.stringMatching(/^identity_[0-9a-f]{32}$/),
    type: 'enterprise',
    is_confirmed: false,
    created_on: expect.any(String),
    total_logins: 0,
    name: 'S@shown.example',
    email: 's@shown.example',
    connection_id: null,
    is_primary: false,
  })
  expect((await calls.get(`/identities/${identity.id}`)).body).toEqual(identity)
  const named = { ...identity, connection_name: 'Corp' }
  expect((await calls.get(`/identities/${identity.id}?expand=connection_name`)).body).toEqual(named)
  expect((await calls.get(`/users/${user}/identities?expand=connection_name`)).body.identities).toEqual([named])
  const shown = { type: 'enterprise', identity: 'S@shown.example' }
  expect((await calls.get(`/user?id=${user}&expand=identities`)).body.identities).toEqual([shown])
  expect((await calls.get(`/users?user_id=${user}&expand=identities`)).body.users[0].identities).toEqual([
    { ...shown, connection_id: null },
  ])
})

test('one that waits is removed like any other, once, and never primary (U1-3)', async () => {
  const social = { type: 'social', identity: '99', provider: 'google' }
  const identities = [{ type: 'email', identity: 'taken@back.example' }, social]
  const user = await imported('Back', { first_name: 'Back', identities })
  const [own, waiting] = await identitiesOf(user)
  expect(await calls.patch(`/identities/${waiting.id}`, { is_primary: true })).toMatchObject(
    refusal(409, 'IDENTITY_AWAITS_CONNECTION'),
  )
  expect((await calls.delete(`/identities/${waiting.id}`)).status).toBe(200)
  expect(await identitiesOf(user)).toEqual([own])
  for (const answer of [await calls.get(`/identities/${waiting.id}`), await calls.delete(`/identities/${waiting.id}`)])
    expect(answer).toMatchObject(refusal(404, 'IDENTITY_NOT_FOUND'))
})

test('beside an enterprise identity that waits there is no other, until it is removed (U1-5)', async () => {
  const user = await imported('Alone', { first_name: 'Alone', ...aPerson('a@alone.example', 'Corp') })
  const add = () => calls.post(`/users/${user}/identities`, { type: 'email', value: 'a@alone.example' })
  expect(await add()).toMatchObject(refusal(409, 'ENTERPRISE_IDENTITY_EXCLUSIVE'))
  const [waiting] = await identitiesOf(user)
  await calls.delete(`/identities/${waiting.id}`)
  expect((await add()).status).toBe(201)
})

test('one that waits in another environment answers like that of nobody (ATO-11)', async () => {
  const user = await imported('Elsewhere', { first_name: 'Elsewhere', ...aPerson('e@else.example', 'Corp') })
  const [waiting] = await identitiesOf(user)
  const answers = [
    await foreign.get(`/identities/${waiting.id}`),
    await foreign.patch(`/identities/${waiting.id}`, { is_primary: true }),
    await foreign.delete(`/identities/${waiting.id}`),
  ]
  for (const answer of answers) expect(answer).toMatchObject(refusal(404, 'IDENTITY_NOT_FOUND'))
  expect(await identitiesOf(user)).toEqual([waiting])
})
