import { expect, test } from 'vitest'
import { importUsers, ndjson } from '../../../test/imports.ts'
import { api } from '../../../test/management.ts'
import { startServer } from '../../../test/server.ts'

const server = await startServer()
const calls = await api(server)

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
