import type { Kysely, Transaction } from 'kysely'
import pg from 'pg'
import { StartupProblem } from '#platform/errors'
import { isId } from '#platform/ids'
import { createBatches } from './batches.ts'
import { STATEMENT_TIMEOUT_MS } from './deadline.ts'
import { scopedDialect, type Scope } from './dialect.ts'
import { RepeatingKysely } from './environment-kysely.ts'
import type { Opening } from './pipeline.ts'
import { findDeadlocksSoon, type Setting } from './find-deadlocks.ts'
import { statementName } from './statement-name.ts'
import type { DB } from './tables.generated.ts'

/** A connection or a transaction, bound to one environment; queries cannot tell which. */
export type Db = Kysely<DB>

export interface DatabaseOptions {
  /** Where request work goes; may be a pooler in transaction mode. */
  readonly connection: pg.PoolConfig
  /** For migrations and LISTEN; the same server without a pooler between. */
  readonly direct: pg.ClientConfig
  readonly poolSize: number
  /** How many processes of this server use the same database in this way. */
  readonly processes?: number
  readonly onError?: (error: Error) => void
}

export interface Database {
  /**
   * Request work: bound by row-level security to one environment. Tables of a business are open only to who names the
   * business that the environment belongs to.
   */
  environment(environmentId: string, businessId?: string): Db
  /** Work without an environment. Only the files that the boundary rules list may use it. */
  readonly system: Db
  transaction<T>(environmentId: string, work: (db: Transaction<DB>) => Promise<T>): Promise<T>
  /** Milliseconds to add to this process's clock to get the database's, tests' offset included. */
  readonly direct: pg.ClientConfig
  readonly pool: pg.Pool
  /**
   * Looks at what the database allows, once, before request work.
   *
   * @throws {StartupProblem} when row-level security would not bind request work.
   */
  prepare(): Promise<void>
  close(): Promise<void>
}

/** A process that fell silent in the middle of a transaction must not hold its locks for long. */
const IDLE_TIMEOUT_MS = 15_000
/** Of what others share a transaction with; whoever waits longer waits alone. */
const SHARED_LOCK_TIMEOUT_MS = 50

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
  // A connection lost while it is in use reports to its query and then to itself; unheard, the latter ends the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const system = new RepeatingKysely<DB>({ dialect: scopedDialect(pool) })
  const batches = createBatches(pool, options)
  const bound = new Map<string, Db>()
  let first: readonly Setting[] = []

  function environment(environmentId: string, businessId?: string): Db {
    const key = businessId === undefined ? environmentId : `${environmentId} ${businessId}`
    const known = bound.get(key)
    if (known) return known
    const scope = { ...scopeFor(first, { environmentId, businessId }), batches }
    const created = new RepeatingKysely<DB>({ dialect: scopedDialect(pool, scope) })
    bound.set(key, created)
    scopes.set(created, scope)
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

/** Of each connection to an environment what its statements run in. */
const scopes = new WeakMap<Db, Scope>()

/** Undefined for a transaction, and for work without an environment. */
export function scopeOf(db: Db): Scope | undefined {
  return scopes.get(db)
}

interface Bounds {
  readonly environmentId: string
  readonly businessId: string | undefined
}

/** `first` is set before the role, which may not set it. */
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
    openingForOnePlan: openingOf([...settings, { name: 'plan_cache_mode', value: 'force_generic_plan' }]),
    openingForShort: openingOf([...settings, { name: 'lock_timeout', value: String(SHARED_LOCK_TIMEOUT_MS) }]),
  }
}

// The names stand in the text and the values beside it, so that all environments share what a connection has prepared.
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
