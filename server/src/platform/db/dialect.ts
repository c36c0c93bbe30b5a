import { createHash } from 'node:crypto'
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

/** What a statement begins with that is planned once, whatever its parameters. */
export const ONE_PLAN = '/* one plan */'

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
export function scopedDialect(pool: pg.Pool, opening?: string): Dialect {
  return {
    createDriver: () => new ScopedDriver(pool, opening),
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  }
}

class ScopedDriver implements Driver {
  readonly #pool: pg.Pool
  readonly #opening: string | undefined

  constructor(pool: pg.Pool, opening: string | undefined) {
    this.#pool = pool
    this.#opening = opening
  }

  async init() {}

  async acquireConnection(): Promise<ScopedConnection> {
    return new ScopedConnection(await this.#pool.connect(), this.#opening)
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

class ScopedConnection implements DatabaseConnection {
  readonly #client: pg.PoolClient
  readonly #opening: string | undefined
  #inTransaction = false
  #broken: Error | undefined

  constructor(client: pg.PoolClient, opening: string | undefined) {
    this.#client = client
    this.#opening = opening
  }

  async begin() {
    await this.#client.query(`begin;${this.#opening ?? ''}`)
    this.#inTransaction = true
  }

  async end(how: 'commit' | 'rollback') {
    this.#inTransaction = false
    try {
      await this.#client.query(how)
    } catch (error) {
      this.#broken = error instanceof Error ? error : new Error('transaction did not end')
      throw error
    }
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const scoped = this.#opening !== undefined && !this.#inTransaction
    const result = await (scoped ? this.#pipelined(query) : this.#run(query))
    return {
      rows: result.rows,
      ...(result.rowCount === null ? {} : { numAffectedRows: BigInt(result.rowCount) }),
    }
  }

  // eslint-disable-next-line require-yield -- nothing streams yet; exports will bring their own cursor
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not supported by this driver')
  }

  release() {
    this.#client.release(this.#broken)
  }

  #run(query: CompiledQuery): Promise<pg.QueryResult> {
    const { sql: text, parameters } = query
    const name = text.startsWith(FRESH_PLAN) ? undefined : statementName(text)
    return this.#client.query({ name, text, values: [...parameters] })
  }

  // All three leave in one write, before the first answer is read: each further one is a system call here and wakes the
  // database once more. When the statement fails, the server makes a rollback of the commit, so the connection is clean
  // again in every case but a broken one.
  async #pipelined(query: CompiledQuery): Promise<pg.QueryResult> {
    const { stream } = this.#client.connection
    stream.cork()
    const planning = query.sql.startsWith(ONE_PLAN) ? ';set local plan_cache_mode=force_generic_plan' : ''
    const opened = this.#client.query(`begin;${this.#opening ?? ''}${planning}`)
    const answered = this.#run(query)
    const committed = this.#client.query('commit')
    stream.uncork()
    const [opening, answer, commit] = await Promise.allSettled([opened, answered, committed])
    if (opening.status === 'rejected') throw opening.reason
    if (answer.status === 'rejected') throw answer.reason
    if (commit.status === 'rejected') throw commit.reason
    return answer.value
  }
}

const names = new Map<string, string>()

// A statement is prepared once per connection under the hash of its text: unprepared joins are 3.5 times slower.
function statementName(text: string): string {
  const known = names.get(text)
  if (known !== undefined) return known
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 22)
  names.set(text, name)
  return name
}
