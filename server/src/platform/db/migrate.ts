import { hash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { StartupProblem } from '#platform/errors'

interface Migration {
  readonly version: number
  readonly name: string
  readonly text: string
  readonly digest: string
}

/** Any number that no other program takes for its own advisory lock. */
const LOCK = 7_242_001_337
const OLDEST_SERVER = 160_000
const LOCK_RETRIES = 20

/**
 * Brings the schema up to what this version knows, one process at a time.
 *
 * `also` runs under the same lock once the schema stands: the worker's own tables, and the first seed.
 *
 * @throws {StartupProblem} when the server is too old, the database is not ours, or its schema is newer than we know.
 */
export async function migrate(
  connection: pg.ClientConfig,
  directory: string,
  also: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await checkServer(client)
    await applyPending(client, readMigrations(directory))
    await also(client)
  } finally {
    // Ending the connection frees the lock, also when what happened before failed.
    await client.end()
  }
}

function readMigrations(directory: string): Migration[] {
  return readdirSync(directory)
    .filter((file) => /^\d{4}_[a-z0-9_]+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const text = readFileSync(join(directory, file), 'utf8')
      return {
        version: Number(file.slice(0, 4)),
        name: file.slice(5, -4),
        text,
        digest: hash('sha256', text, 'hex'),
      }
    })
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version")
  const version = Number(rows[0]?.version)
  if (version < OLDEST_SERVER) {
    const major = Math.floor(version / 10_000)
    throw new StartupProblem(`The database is PostgreSQL ${String(major)}; Gatehouse needs PostgreSQL 16 or newer.`)
  }
}

async function applyPending(client: pg.Client, known: readonly Migration[]): Promise<void> {
  const applied = await readApplied(client)
  const newest = Math.max(0, ...applied.keys())
  const newestKnown = Math.max(0, ...known.map(({ version }) => version))
  if (newest > newestKnown) {
    throw new StartupProblem(
      `The database has schema ${String(newest)}, this version knows ${String(newestKnown)}: start the newer version.`,
    )
  }
  for (const migration of known) {
    const digest = applied.get(migration.version)
    if (digest === undefined) await apply(client, migration)
    else if (digest !== migration.digest) {
      throw new StartupProblem(
        `Migration ${migration.name} differs from the one this database was made with; restore the original file.`,
      )
    }
  }
}

async function readApplied(client: pg.Client): Promise<Map<number, string>> {
  const { rows: found } = await client.query<{ ours: boolean; others: boolean }>(`
    select to_regclass('public.schema_migrations') is not null as ours,
      exists (select from pg_tables where schemaname = 'public') as others`)
  if (!found[0]?.ours) {
    if (found[0]?.others) {
      throw new StartupProblem('The database holds tables that are not of Gatehouse; give it a database of its own.')
    }
    await client.query(`
      create table schema_migrations (
        version integer primary key, name text not null, digest text not null, applied_at timestamptz(3) not null
      );
      comment on table schema_migrations is 'Owner: platform/db. Which migrations this database has.'`)
  }
  const { rows } = await client.query<{ version: number; digest: string }>(
    'select version, digest from schema_migrations',
  )
  return new Map(rows.map((row) => [row.version, row.digest]))
}

// lock_timeout with retry: a migration that waits for a lock would make every later query on that table wait behind it.
async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const alone = migration.text.startsWith('-- no transaction')
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`${alone ? '' : 'begin;'}set lock_timeout = '2s'`)
      await client.query(migration.text)
      await client.query(
        'insert into schema_migrations (version, name, digest, applied_at) values ($1, $2, $3, clock_timestamp())',
        [migration.version, migration.name, migration.digest],
      )
      await client.query(alone ? 'reset lock_timeout' : 'commit; reset lock_timeout')
      return
    } catch (error) {
      if (!alone) await client.query('rollback')
      const locked = error instanceof pg.DatabaseError && error.code === '55P03'
      if (!locked || attempt === LOCK_RETRIES) throw error
    }
  }
}
