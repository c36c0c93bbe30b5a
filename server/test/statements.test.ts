import { afterAll, expect, test } from 'vitest'
import { openDatabase, rowOf, run, runLater, sql, statement, type Db } from '#platform/db'
import { PRODUCTION } from './management.ts'
import { contextOf } from './context.ts'
import { startServer } from './server.ts'

const server = await startServer()
const { id: here, businessId } = (await contextOf(server)).environment
const there = (await contextOf(server, PRODUCTION)).environment.id

const connection = { connectionString: server.connectionString }
// Both use one connection, so that each finds whatever the other left behind.
const database = openDatabase({ connection, direct: connection, poolSize: 1 })
afterAll(() => database.close())
const [a, b] = [database.environment(here, businessId), database.environment(there, businessId)]

const now = new Date()
const bucket = (environment: string, name: string) => ({
  environment_id: environment,
  bucket: name,
  count: 1,
  window_ends_at: now,
})

async function names(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('rate_limits').select('bucket').orderBy('bucket').execute()
  return rows.map((row) => row.bucket)
}

const insert = (db: Db, environment: string, name: string) =>
  db.insertInto('rate_limits').values(bucket(environment, name)).execute()

await insert(a, here, 'a')
await insert(b, there, 'b')

// Only row-level security keeps these statements to their environment.
const NAMES = statement({
  row: rowOf<{ bucket: string }>(),
  plan: 'generic',
  batch: 'reads',
  parameters: { environment: 'uuid', from: 'text' },
  sql: ($) =>
    `select bucket from rate_limits where ${$.environment}::uuid is not null and bucket >= ${$.from} order by bucket`,
})
const DIVIDE = statement({
  plan: 'generic',
  batch: 'reads',
  parameters: { environment: 'uuid', by: 'integer' },
  sql: ($) => `select 1 / ${$.by}::integer as quotient where ${$.environment}::uuid is not null`,
})
const INSERT = statement({
  plan: 'generic',
  parameters: { environment: 'uuid', bucket: 'text', at: 'timestamptz' },
  sql: ($) => `
  insert into rate_limits (environment_id, bucket, count, window_ends_at) values (${$.environment}, ${$.bucket}, 1, ${$.at})`,
})
const INSERT_INTO = statement({
  plan: 'generic',
  batch: 'writes',
  parameters: { environment: 'uuid', into: 'uuid', bucket: 'text', at: 'timestamptz' },
  sql: ($) => `
  insert into rate_limits (environment_id, bucket, count, window_ends_at)
  select ${$.into}, ${$.bucket}, 1, ${$.at} where ${$.environment}::uuid is not null`,
})

async function namesTogether(db: Db, from = ''): Promise<string[]> {
  const rows = await run(db, NAMES, { from })
  return rows.map(({ bucket: name }) => name)
}

test('short statements of two environments sent together see their own rows, also when one write cannot carry them all', async () => {
  const seen = await Promise.all(Array.from({ length: 40 }, (_, at) => namesTogether(at % 2 === 0 ? a : b)))
  const [even, odd] = [seen.filter((_, at) => at % 2 === 0), seen.filter((_, at) => at % 2 === 1)]

  expect(new Set(even.flat())).toEqual(new Set(['a']))
  expect(new Set(odd.flat())).toEqual(new Set(['b']))
})

test('equal reads of different keys each get their own rows, in the order of the statement', async () => {
  const added = ['b', 'c', String.raw`it's "q\uoted", {so} NULL`].map((name) => insert(a, here, name))
  await Promise.all(added)

  const seen = await Promise.all(['c', 'a', 'zz', 'a', 'i', 'b'].map((from) => namesTogether(a, from)))

  const odd = String.raw`it's "q\uoted", {so} NULL`
  expect(seen).toEqual([['c', odd], ['a', 'b', 'c', odd], [], ['a', 'b', 'c', odd], [odd], ['b', 'c', odd]])
  await a.deleteFrom('rate_limits').where('bucket', '!=', 'a').execute()
})

const ECHO = statement({
  plan: 'generic',
  batch: 'reads',
  parameters: {
    environment: 'uuid',
    text: 'text',
    list: 'text[]',
    bytes: 'bytea',
    time: 'timestamptz',
    number: 'integer',
  },
  sql: ($) => `
  select ${$.text}::text as text, ${$.list}::text[] as list, ${$.bytes}::bytea as bytes, ${$.time}::timestamptz as time,
    ${$.number}::integer as number where ${$.environment}::uuid is not null`,
})

test('values arrive unchanged, for one read and for several at once', async () => {
  const asked = [
    { text: null, list: [], bytes: Buffer.from([0, 92, 34, 255]), time: new Date(0), number: -1 },
    {
      text: String.raw`NULL\ "{,}" ü`,
      list: ['a,b', '"', '\\', 'NULL', '', null],
      bytes: null,
      time: null,
      number: null,
    },
    { text: '', list: null, bytes: Buffer.alloc(0), time: new Date('2026-02-28T23:59:59.999Z'), number: 2 ** 31 - 1 },
  ]
  const ask = async (one: (typeof asked)[number]) => (await run(a, ECHO, one))[0]

  const together = await Promise.all(asked.map(ask))
  const alone: unknown[] = []
  for (const one of asked) alone.push(await ask(one))

  expect(together).toEqual(asked)
  expect(alone).toEqual(asked)
})

const NAMED = statement({
  plan: 'generic',
  batch: 'reads',
  parameters: { environment: 'uuid', key: 'text' },
  sql: ($) => `select ${$.environment}::uuid as environment, ${$.key}::text as key`,
})

test('a statement gets the environment that its connection is bound to', async () => {
  const named = await Promise.all([a, b, a].map((db) => run(db, NAMED, { key: 'key' })))
  expect(named.flat()).toEqual([here, there, here].map((environment) => ({ environment, key: 'key' })))
  expect([a.environmentId, b.environmentId]).toEqual([here, there])
})

test('a transaction carries the environment of its connection', async () => {
  const named = await b
    .transaction()
    .execute(async (db) => [db.environmentId, ...(await run(db, NAMED, { key: 'key' }))])
  expect(named).toEqual([there, { environment: there, key: 'key' }])
})

test('a short statement fails alone among those that it was sent with', async () => {
  const outcomes = await Promise.allSettled([
    run(a, DIVIDE, { by: 0 }),
    namesTogether(b),
    run(a, INSERT_INTO, { into: there, bucket: 'smuggled', at: now }),
    run(b, INSERT_INTO, { into: there, bucket: 'b', at: now }),
    run(b, DIVIDE, { by: 1 }),
    namesTogether(a),
    run(a, INSERT_INTO, { into: here, bucket: 'beside', at: null }),
    run(a, INSERT_INTO, { into: here, bucket: 'beside it', at: now }),
    run(a, INSERT_INTO, { into: here, bucket: 'at no time', at: new Date(Number.NaN) }),
  ])

  expect(outcomes.map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'rejected',
    'rejected',
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
  ])
  expect(await namesTogether(a)).toEqual(['a', 'beside it'])
  await a.deleteFrom('rate_limits').where('bucket', '=', 'beside it').execute()
  expect(await namesTogether(b)).toEqual(['b'])
})

const COUNT = statement({
  row: rowOf<{ count: number }>(),
  plan: 'generic',
  batch: 'writes',
  parameters: { environment: 'uuid', bucket: 'text' },
  sql: ($) => `
  update rate_limits set count = count + 1 where environment_id = ${$.environment} and bucket = ${$.bucket} returning count`,
})

test('a statement that waits for a row does not delay statements for other rows', async () => {
  const roomy = openDatabase({ connection, direct: connection, poolSize: 8 })
  const db = roomy.environment(here, businessId)
  const nextTurn = () => new Promise((resolve) => setImmediate(resolve))
  try {
    const waiting: Promise<{ count: number }[]>[] = []
    await db.transaction().execute(async (holder) => {
      await holder.updateTable('rate_limits').set({ count: 10 }).where('bucket', '=', 'a').execute()
      for (let turn = 0; turn < 3; turn += 1) {
        waiting.push(run(db, COUNT, { bucket: 'a' }))
        await nextTurn()
      }
      const seen = await run(db, NAMES, { from: '' })
      expect(seen).toEqual([{ bucket: 'a' }])
    })
    const counts = (await Promise.all(waiting)).flat().map(({ count }) => count)
    expect(new Set(counts)).toEqual(new Set([11, 12, 13]))
  } finally {
    await roomy.close()
  }
})

const DELETE_LATER = statement({
  plan: 'generic',
  parameters: {},
  sql: () => `delete from rate_limits where bucket = 'later'`,
})

test('a deferred statement is visible to later statements of its transaction, in order', async () => {
  const seen = await a.transaction().execute(async (db) => {
    await runLater(db, INSERT, { bucket: 'later', at: now })
    const between = await names(db)
    await runLater(db, DELETE_LATER, {})
    await runLater(db, INSERT, { bucket: 'last', at: now })
    return between
  })

  expect(seen).toEqual(['a', 'later'])
  expect(await names(a)).toEqual(['a', 'last'])
  await a.deleteFrom('rate_limits').where('bucket', '=', 'last').execute()
})

test('a refused deferred statement rolls the transaction back, at the next statement or at its end', async () => {
  const failing = async (more: (db: Db) => Promise<unknown>) =>
    a.transaction().execute(async (db) => {
      await insert(db, here, 'gone')
      await runLater(db, INSERT, { bucket: 'gone', at: now })
      await more(db)
    })

  await expect(failing(names)).rejects.toThrow('duplicate key')
  await expect(failing(() => Promise.resolve())).rejects.toThrow('duplicate key')
  expect([await names(a), await names(b)]).toEqual([['a'], ['b']])
})

test('a deferred statement runs at once outside a transaction', async () => {
  await runLater(a, INSERT, { bucket: 'at once', at: now })

  expect(await names(a)).toEqual(['a', 'at once'])
  await a.deleteFrom('rate_limits').where('bucket', '=', 'at once').execute()
})

const inHere = <T extends object>(transaction: T) =>
  Object.assign(transaction, { environmentId: here, scope: undefined })

const PLANNED = `select current_setting('plan_cache_mode') as mode`
const MODE = statement({ row: rowOf<{ mode: string }>(), plan: 'generic', parameters: {}, sql: () => PLANNED })

test('in a transaction only statements that are declared so have a generic plan', async () => {
  const asUsual = async (db: Db) => (await sql<{ mode: string }>`${sql.raw(PLANNED)}`.execute(db)).rows
  const transaction = inHere(await a.startTransaction().execute())
  const seen = [await asUsual(transaction), await run(transaction, MODE, {})]
  const saved = await transaction.savepoint('before').execute()
  seen.push(await asUsual(inHere(saved)))
  await saved.rollbackToSavepoint('before').execute()
  seen.push(await run(transaction, MODE, {}), await asUsual(transaction))
  await transaction.rollback().execute()

  const [usual, once] = [[{ mode: 'auto' }], [{ mode: 'force_generic_plan' }]]
  expect([...seen, await run(a, MODE, {})]).toEqual([usual, once, usual, once, usual, usual])
})
