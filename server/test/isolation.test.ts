import { afterAll, expect, test } from 'vitest'
import { openDatabase, rowOf, run, runLater, sql, statement, type Db } from '#platform/db'
import { newId } from '#platform/ids'
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

test('statements of two environments interleaved on one connection see their own', async () => {
  const seen = await Promise.all(Array.from({ length: 40 }, (_, at) => names(at % 2 === 0 ? a : b)))
  const [even, odd] = [seen.filter((_, at) => at % 2 === 0), seen.filter((_, at) => at % 2 === 1)]

  expect(new Set(even.flat())).toEqual(new Set(['a']))
  expect(new Set(odd.flat())).toEqual(new Set(['b']))
})

test('a failed statement of one environment leaves nothing to the other', async () => {
  const outcomes = await Promise.allSettled([
    sql`select 1 / 0`.execute(a),
    names(b),
    insert(a, here, 'a'),
    names(b),
    sql`nonsense`.execute(b),
    names(a),
  ])

  expect(outcomes.map(({ status }) => status)).toEqual([
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
  expect(await names(a)).toEqual(['a'])
  expect(await names(b)).toEqual(['b'])
})

// Only row-level security keeps these statements to their environment.
const NAMES = statement({
  row: rowOf<{ bucket: string }>(),
  plan: 'generic',
  batch: 'reads',
  parameters: { environment: 'uuid', from: 'text' },
  sql: ($) =>
    `select bucket from rate_limits where ${$.environment}::uuid is not null and bucket >= ${$.from} order by bucket`,
})
const INSERT = statement({
  plan: 'generic',
  parameters: { environment: 'uuid', bucket: 'text', at: 'timestamptz' },
  sql: ($) => `
  insert into rate_limits (environment_id, bucket, count, window_ends_at) values (${$.environment}, ${$.bucket}, 1, ${$.at})`,
})

async function namesTogether(db: Db, from = ''): Promise<string[]> {
  const rows = await run(db, NAMES, { from })
  return rows.map(({ bucket: name }) => name)
}

test('settings of a short statement are not visible to the next one on its connection', async () => {
  await namesTogether(a)

  const role = await sql<{ role: string; environment: string }>`
    select current_setting('role') as role, current_setting('gatehouse.environment_id', true) as environment
  `.execute(database.system)

  expect(role.rows).toEqual([{ role: 'none', environment: '' }])
})

test('a transaction that is rolled back leaves nothing to the other', async () => {
  const failed = a.transaction().execute(async (db) => {
    await insert(db, here, 'gone')
    throw new Error('changed its mind')
  })
  await expect(failed).rejects.toThrow('changed its mind')

  expect(await names(b)).toEqual(['b'])
  expect(await names(a)).toEqual(['a'])
})

test('a transaction that fails in the middle leaves nothing to the other', async () => {
  const failed = a.transaction().execute(async (db) => {
    await insert(db, here, 'gone')
    await sql`select 1 / 0`.execute(db)
  })
  await expect(failed).rejects.toThrow('division by zero')

  expect(await names(b)).toEqual(['b'])
})

test('a transaction that fails with its first statement, or has none, leaves nothing to the other', async () => {
  const failed = a.transaction().execute((db) => insert(db, here, 'a'))
  await expect(failed).rejects.toThrow('duplicate key')
  await a.transaction().execute(() => Promise.resolve())
  const changed = a.transaction().execute(async (db) => {
    await runLater(db, INSERT, { bucket: 'gone', at: now })
    throw new Error('changed its mind')
  })
  await expect(changed).rejects.toThrow('changed its mind')

  expect([await names(a), await names(b)]).toEqual([['a'], ['b']])
})

const inHere = <T extends object>(transaction: T) =>
  Object.assign(transaction, { environmentId: here, scope: undefined })

test('rolling back to a savepoint keeps the environment', async () => {
  const transaction = inHere(await a.startTransaction().execute())
  const saved = await transaction.savepoint('before').execute()
  await expect(sql`select 1 / 0`.execute(saved)).rejects.toThrow('division by zero')
  await saved.rollbackToSavepoint('before').execute()
  const seen = await names(transaction)
  await transaction.rollback().execute()

  expect(seen).toEqual(['a'])
  expect(await names(b)).toEqual(['b'])
})

test('a connection returned from an environment has neither its role nor its setting', async () => {
  await names(a)
  const { rows } = await sql<{ role: string; environment: string | null }>`
    select current_user as role, nullif(current_setting('gatehouse.environment_id', true), '') as environment
  `.execute(database.system)

  expect(rows[0]?.role).not.toBe('gatehouse_app')
  expect(rows[0]?.environment).toBeNull()
})

const asRequestWork = (text: string) =>
  database.system.transaction().execute(async (db) => {
    await sql`set local role gatehouse_app`.execute(db)
    return sql.raw(text).execute(db)
  })

const TABLES = await server.query(`
  select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    and not c.relispartition and c.relforcerowsecurity order by 1`)

test.each(TABLES.map(({ relname }) => String(relname)))(
  'reading %s raises while no environment is set',
  async (table) => {
    // On a connection that never had one, and on one that had.
    const fresh = server.query(`begin; set local role gatehouse_app; select * from ${table}`)
    await expect(fresh).rejects.toThrow(/unrecognized configuration parameter/)
    await names(a)
    await expect(asRequestWork(`select * from ${table}`)).rejects.toThrow(/invalid input syntax for type uuid/)
  },
)

const permission = (business: string, key: string) => ({
  business_id: business,
  id: newId(),
  key,
  name: key,
  created_at: now,
})

test('definitions of a business are visible in all its environments and to no other business', async () => {
  const other = database.environment(there, newId())
  await a.insertInto('permissions').values(permission(businessId, 'read:books')).execute()
  const keys = (db: Db) => db.selectFrom('permissions').select('key').execute()
  expect([await keys(a), await keys(b), await keys(other)]).toEqual([
    [{ key: 'read:books' }],
    [{ key: 'read:books' }],
    [],
  ])
  await expect(other.insertInto('permissions').values(permission(businessId, 'theirs')).execute()).rejects.toThrow(
    /row-level security/,
  )
})

test('definitions of a business cannot be read without naming the business', async () => {
  const unnamed = database.environment(here)
  await expect(unnamed.selectFrom('permissions').select('key').execute()).rejects.toThrow(/uuid|unrecognized/)
})

test('a row of an environment carries the business of that environment', async () => {
  const values = { environment_id: here, flag_id: newId(), business_id: newId(), value: '1', updated_at: now }
  await expect(a.insertInto('environment_feature_flags').values(values).execute()).rejects.toThrow(/foreign key/)
})

test('writing raises while no environment is set', async () => {
  const values = `('${here}', 'unset', 1, now())`
  await expect(
    asRequestWork(`insert into rate_limits (environment_id, bucket, count, window_ends_at) values ${values}`),
  ).rejects.toThrow(/invalid input syntax for type uuid/)
})

test('a row of another environment can be neither written, moved, changed nor removed', async () => {
  await expect(insert(a, there, 'smuggled')).rejects.toThrow(/row-level security/)
  await expect(a.updateTable('rate_limits').set({ environment_id: there }).execute()).rejects.toThrow(
    /row-level security/,
  )
  const [changed] = await a.deleteFrom('rate_limits').where('environment_id', '=', there).execute()

  expect(changed?.numDeletedRows).toBe(0n)
})

test('a foreign key does not reach into another environment', async () => {
  const [application] = await b.selectFrom('applications').select('id').limit(1).execute()
  const id = application?.id ?? (await anApplicationOf(b, there))
  const secret = { environment_id: here, id: newId(), application_id: id, digest: Buffer.from('x'), created_at: now }

  await expect(a.insertInto('application_secrets').values(secret).execute()).rejects.toThrow(/foreign key/)
})

async function anApplicationOf(db: Db, environment: string): Promise<string> {
  const id = newId()
  const times = { created_at: now, updated_at: now }
  await db
    .insertInto('applications')
    .values({ environment_id: environment, id, name: 'Shop', type: 'spa', ...times })
    .execute()
  return id
}

test('request work cannot read a partition around its table', async () => {
  await expect(a.transaction().execute((db) => sql`select * from access_tokens_default`.execute(db))).rejects.toThrow(
    /permission denied/,
  )
})

test.each(['installation', 'businesses', 'environments', 'hosts', 'schema_migrations'])(
  'request work cannot read %s',
  async (table) => {
    await expect(sql`select * from ${sql.table(table)}`.execute(a)).rejects.toThrow(/permission denied|does not exist/)
  },
)

test('a malformed environment id is refused before it is sent', () => {
  expect(() => database.environment(`${here}'; reset role; --`)).toThrow('not an environment id')
  expect(() => database.environment(here, `${here}'; --`)).toThrow('not the id of a business')
})
