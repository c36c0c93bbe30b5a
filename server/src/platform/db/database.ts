import pg from 'pg'
import { StartupProblem } from '#platform/errors'
import { isId } from '#platform/ids'
import { createBatches } from './batches.ts'
import { STATEMENT_TIMEOUT_MS } from './deadline.ts'
import { scopedDialect, type Scope } from './dialect.ts'
import { EnvironmentKysely, RepeatingKysely, type Db, type SystemDb } from './environment-kysely.ts'
import type { Opening } from './pipeline.ts'
import { findDeadlocksSoon, type Setting } from './find-deadlocks-soon.ts'
import { statementName } from './statement-name.ts'

export interface DatabaseOptions {
  /** For request work; may be a pooler in transaction mode. */
  readonly connection: pg.PoolConfig
  /** For migrations and LISTEN; the same server without a pooler between. */
  readonly direct: pg.ClientConfig
  readonly poolSize: number
  /** The number of processes of this server, which share the database. */
  readonly processes?: number
  readonly onError?: (error: Error) => void
}

export interface Database {
  /**
   * For request work: row-level security binds it to one environment. The tables of a business can be read only where the
   * business is named that the environment belongs to.
   */
  environment(environmentId: string, businessId?: string): Db
  /** Work without an environment. Only the files that the boundary rules list may use it. */
  readonly system: SystemDb
  transaction<T>(environmentId: string, work: (db: Db) => Promise<T>): Promise<T>
  readonly direct: pg.ClientConfig
  readonly pool: pg.Pool
  /**
   * Checks once, before request work, what the database allows.
   *
   * @throws {StartupProblem} when row-level security would not bind request work.
   */
  prepare(): Promise<void>
  close(): Promise<void>
}

/** A process that stops in the middle of a transaction must not hold its locks for long. */
const IDLE_TIMEOUT_MS = 15_000
/** Longest wait for a lock in a batch of writes; a write that needs longer runs again alone. */
const BATCH_LOCK_TIMEOUT_MS = 50

export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    ...options.connection,
    max: options.poolSize,
    pipeline: true,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    application_name: 'gatehouse',
  })
  pool.on('error', (error) => options.onError?.(error))
  // A connection lost in use emits the error to its query and once more itself, which would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const system = new RepeatingKysely({ dialect: scopedDialect(pool) })
  const batches = createBatches(pool, options)
  const bound = new Map<string, Db>()
  let first: readonly Setting[] = []

  function environment(environmentId: string, businessId?: string): Db {
    const key = businessId === undefined ? environmentId : `${environmentId} ${businessId}`
    const known = bound.get(key)
    if (known) return known
    const scope = { ...scopeFor(first, { environmentId, businessId }), batches }
    const created = new EnvironmentKysely({ dialect: scopedDialect(pool, scope) }, environmentId, scope)
    bound.set(key, created)
    return created
  }

  return {
    environment,
    system,
    pool,
    direct: options.direct,
    transaction: (environmentId, work) => environment(environmentId).transaction().execute(work),
    async prepare() {
      await checkIsolation(pool)
      first = await findDeadlocksSoon(pool)
      bound.clear()
    },
    close: () => pool.end(),
  }
}

interface Bounds {
  readonly environmentId: string
  readonly businessId: string | undefined
}

/** `first` comes before the role, because the role may not set it. */
function scopeFor(first: readonly Setting[], { environmentId, businessId }: Bounds): Omit<Scope, 'batches'> {
  if (!isId(environmentId)) throw new Error('not an environment id')
  if (businessId !== undefined && !isId(businessId)) throw new Error('not the id of a business')
  const settings = [
    ...first,
    { name: 'role', value: 'gatehouse_app' },
    { name: 'gatehouse.environment_id', value: environmentId },
    ...(businessId === undefined ? [] : [{ name: 'gatehouse.business_id', value: businessId }]),
    { name: 'statement_timeout', value: String(STATEMENT_TIMEOUT_MS) },
    { name: 'idle_in_transaction_session_timeout', value: String(IDLE_TIMEOUT_MS) },
  ]
  return {
    opening: openingOf(settings),
    openingForReads: openingOf([...settings, { name: 'plan_cache_mode', value: 'force_generic_plan' }]),
    openingForWrites: openingOf([...settings, { name: 'lock_timeout', value: String(BATCH_LOCK_TIMEOUT_MS) }]),
  }
}

// The names are in the text and the values are parameters, so that all environments share one prepared statement.
function openingOf(settings: readonly Setting[]): Opening {
  const text = `select ${settings.map(({ name }, at) => `set_config('${name}', $${at + 1}, true)`).join(', ')}`
  return { name: statementName(text), text, values: settings.map(({ value }) => value) }
}

async function checkIsolation(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ bound: boolean; member: boolean }>(`
    select not rolsuper and not rolbypassrls as bound, pg_has_role(current_user, oid, 'MEMBER') as member
    from pg_roles where rolname = 'gatehouse_app'`)
  const role = rows[0]
  if (!role) throw new StartupProblem('The database role gatehouse_app is missing and could not be created.')
  if (!role.bound) throw new StartupProblem('The database role gatehouse_app bypasses row-level security; it must not.')
  if (!role.member) {
    throw new StartupProblem('The role of DATABASE_URL may not become gatehouse_app; grant it that role.')
  }
}
