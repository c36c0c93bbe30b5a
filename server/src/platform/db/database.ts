import { Kysely, type Transaction } from 'kysely'
import pg from 'pg'
import { StartupProblem } from '#platform/errors'
import { isId } from '#platform/ids'
import { scopedDialect } from './dialect.ts'
import type { DB } from './tables.generated.ts'

/** A connection or a transaction, bound to one environment; queries cannot tell which. */
export type Db = Kysely<DB>

export interface DatabaseOptions {
  /** Where request work goes; may be a pooler in transaction mode. */
  readonly connection: pg.PoolConfig
  /** For migrations and LISTEN; the same server without a pooler between. */
  readonly direct: pg.ClientConfig
  readonly poolSize: number
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
  /** @throws {StartupProblem} when row-level security would not bind request work. */
  checkIsolation(): Promise<void>
  close(): Promise<void>
}

const STATEMENT_TIMEOUT_MS = 10_000

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
  const system = new Kysely<DB>({ dialect: scopedDialect(pool) })
  const bound = new Map<string, Db>()

  function environment(environmentId: string, businessId?: string): Db {
    const opening = openingOf(environmentId, businessId)
    const known = bound.get(opening)
    if (known) return known
    const created = new Kysely<DB>({ dialect: scopedDialect(pool, opening) })
    bound.set(opening, created)
    return created
  }

  return {
    environment,
    system,
    pool,
    direct: options.direct,
    transaction: (environmentId, work) => environment(environmentId).transaction().execute(work),
    checkIsolation: () => checkIsolation(pool),
    close: () => pool.end(),
  }
}

// Ids are inlined because a simple query takes no parameters; they are checked to be UUIDs first.
function openingOf(environmentId: string, businessId: string | undefined): string {
  if (!isId(environmentId)) throw new Error('not an environment id')
  if (businessId !== undefined && !isId(businessId)) throw new Error('not the id of a business')
  const business = businessId === undefined ? '' : `set local gatehouse.business_id='${businessId}';`
  return (
    `set local role gatehouse_app;set local gatehouse.environment_id='${environmentId}';${business}` +
    `set local statement_timeout=${STATEMENT_TIMEOUT_MS}`
  )
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
