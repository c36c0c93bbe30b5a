import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'
import type { Batches } from './batches.ts'
import { runScoped, statementOf, type Opening, type Outcome } from './scoped-transaction.ts'
import { statementName } from './statement-name.ts'

/**
 * What a statement begins with that is planned each time, by what it is given and how large its tables are then. For
 * tables that grow much faster than statistics are taken: a plan that was made while they were empty is kept as long.
 */
export const FRESH_PLAN = '/* fresh plan */'

/**
 * A Kysely dialect over `pg` that prepares each statement by name and sets the scope inside each transaction.
 *
 * `opening` is what every transaction starts with; without it statements run as they are, as the role of the pool.
 * A lone statement of a scoped dialect is a transaction too, sent whole in one round trip.
 */
export function scopedDialect(pool: pg.Pool, scope?: Scope): Dialect {
  return {
    createDriver: () => new ScopedDriver(pool, scope),
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  }
}

/** What request work of one environment runs in. */
export interface Scope {
  /** Of a transaction of several statements, as text. */
  readonly begin: string
  /** Of a statement that is a transaction of its own. */
  readonly opening: Opening
  /** Of statements with one plan for all values. */
  readonly openingForOnePlan: Opening
  /** Of short statements that share a transaction: none waits for long where others wait for it. */
  readonly openingForShort: Opening
  /** Carries the short statements of all environments of a process. */
  readonly batches: Batches
}

class ScopedDriver implements Driver {
  readonly #pool: pg.Pool
  readonly #scope: Scope | undefined

  constructor(pool: pg.Pool, scope: Scope | undefined) {
    this.#pool = pool
    this.#scope = scope
  }

  async init() {}

  async acquireConnection(): Promise<ScopedConnection> {
    return new ScopedConnection(this.#pool, this.#scope)
  }

  async beginTransaction(connection: ScopedConnection) {
    await connection.begin()
  }

  async commitTransaction(connection: ScopedConnection) {
    await connection.end('commit')
  }

  async rollbackTransaction(connection: ScopedConnection) {
    await connection.end('rollback')
  }

  async savepoint(connection: ScopedConnection, name: string) {
    await connection.executeQuery(CompiledQuery.raw(`savepoint "${name}"`))
  }

  async rollbackToSavepoint(connection: ScopedConnection, name: string) {
    await connection.executeQuery(CompiledQuery.raw(`rollback to savepoint "${name}"`))
  }

  async releaseSavepoint(connection: ScopedConnection, name: string) {
    await connection.executeQuery(CompiledQuery.raw(`release savepoint "${name}"`))
  }

  async releaseConnection(connection: ScopedConnection) {
    connection.release()
  }

  async destroy() {}
}

/** Takes a connection of the pool with its first statement, unless that travels with those of others. */
class ScopedConnection implements DatabaseConnection {
  readonly #pool: pg.Pool
  readonly #scope: Scope | undefined
  #client: pg.PoolClient | undefined
  #inTransaction = false
  #broken: Error | undefined

  constructor(pool: pg.Pool, scope: Scope | undefined) {
    this.#pool = pool
    this.#scope = scope
  }

  async begin() {
    const client = await this.#connect()
    await client.query(`begin;${this.#scope?.begin ?? ''}`)
    this.#inTransaction = true
  }

  async end(how: 'commit' | 'rollback') {
    this.#inTransaction = false
    try {
      const client = await this.#connect()
      await client.query(how)
    } catch (error) {
      this.#broken = error instanceof Error ? error : new Error('transaction did not end')
      throw error
    }
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, rowCount } = await this.#run(query)
    return { rows, ...(rowCount === null ? {} : { numAffectedRows: BigInt(rowCount) }) }
  }

  // eslint-disable-next-line require-yield -- nothing streams yet; exports will bring their own cursor
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not supported by this driver')
  }

  release() {
    this.#client?.release(this.#broken)
    this.#client = undefined
  }

  async #run({ sql: text, parameters }: CompiledQuery): Promise<Outcome> {
    const name = text.startsWith(FRESH_PLAN) ? undefined : statementName(text)
    const scope = this.#inTransaction ? undefined : this.#scope
    if (scope === undefined) return (await this.#connect()).query({ name, text, values: [...parameters] })
    const statement = statementOf(name, text, parameters)
    const [outcome] = await runScoped(await this.#connect(), scope.opening, [statement])
    return outcome ?? { rows: [], rowCount: null }
  }

  async #connect(): Promise<pg.PoolClient> {
    this.#client ??= await this.#pool.connect()
    return this.#client
  }
}
