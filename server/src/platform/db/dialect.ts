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
import { DEADLINE_MS, withDeadline } from './deadline.ts'
import { repeatWhenLost } from './repeat.ts'
import { bind, runPipeline, type BoundStatement, type Opening, type Result } from './pipeline.ts'
import { statementName } from './statement-name.ts'

/** For system work: removing an environment for good takes time in proportion to its rows. */
const CHORE_DEADLINE_MS = 15 * 60_000

const NOTHING: Result = { rows: [], rowCount: null }

const BEGIN: Opening = { name: statementName('begin'), text: 'begin', values: [] }

function planMode(mode: 'auto' | 'force_generic_plan'): BoundStatement {
  const text = `select set_config('plan_cache_mode', $1, true)`
  return { name: statementName(text), text, values: [mode] }
}

const GENERIC_PLAN = planMode('force_generic_plan')
const AUTO_PLAN = planMode('auto')

/** How `run` has a query sent. Any other query is prepared under the hash of its text, and PostgreSQL chooses the plan. */
interface SendOptions {
  /** The name under which it is prepared; undefined: it is parsed and planned at each run. */
  readonly name: string | undefined
  /** In a transaction: whether it has a generic plan. */
  readonly isGeneric: boolean
  /** In a transaction: whether it leaves with the next statement, and nobody waits for its result. */
  readonly isLater: boolean
}

/** A query on its way through Kysely, with how to send it. */
export interface StatementQuery extends CompiledQuery {
  readonly sending: SendOptions
}

function sendingOf(query: CompiledQuery | StatementQuery): SendOptions {
  return 'sending' in query ? query.sending : { name: statementName(query.sql), isGeneric: false, isLater: false }
}

/**
 * A Kysely dialect over `pg` that prepares each statement by name and sets the scope inside each transaction.
 *
 * A lone statement is a transaction together with the opening of the scope, sent in one round trip. A transaction of several
 * begins with the first of them. Without a scope, statements run as the role of the pool.
 */
export function scopedDialect(pool: pg.Pool, scope?: Scope): Dialect {
  return {
    createDriver: () => new ScopedDriver(pool, scope),
    createAdapter: () => new PostgresAdapter(),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  }
}

/** How transactions of one environment begin. */
export interface Scope {
  readonly opening: Opening
  /** For batches of reads: with generic plans. */
  readonly openingForReads: Opening
  /** For batches of writes: with a short limit on waiting for locks, because the rest of the batch waits too. */
  readonly openingForWrites: Opening
  /** Carries the batches of all environments of a process. */
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
    connection.begin()
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
    connection.forgetPlanMode()
  }

  async releaseSavepoint(connection: ScopedConnection, name: string) {
    await connection.executeQuery(CompiledQuery.raw(`release savepoint "${name}"`))
  }

  async releaseConnection(connection: ScopedConnection) {
    connection.release()
  }

  async destroy() {}
}

/** Takes a connection of the pool with its first statement. */
class ScopedConnection implements DatabaseConnection {
  readonly #pool: pg.Pool
  readonly #scope: Scope | undefined
  #client: pg.PoolClient | undefined
  #transaction: OpenTransaction | undefined
  #broken: Error | undefined

  constructor(pool: pg.Pool, scope: Scope | undefined) {
    this.#pool = pool
    this.#scope = scope
  }

  /** Nothing is sent before the first statement: it leaves in the same write. */
  begin() {
    this.#transaction = { isBegun: false, unsent: [], isGeneric: false }
  }

  async end(how: 'commit' | 'rollback') {
    const transaction = this.#transaction
    // Statements that nobody waits for would be undone with the rest, so they need not be sent.
    if (transaction && how === 'rollback') transaction.unsent = []
    if (transaction && !transaction.isBegun && transaction.unsent.length === 0) return
    try {
      await this.#send(bind(statementName(how), how, []))
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

  /** Rolling back to a savepoint undoes settings that were made since. */
  forgetPlanMode() {
    if (this.#transaction) this.#transaction.isGeneric = undefined
  }

  release() {
    this.#transaction = undefined
    this.#client?.release(this.#broken)
    this.#client = undefined
  }

  async #run(query: CompiledQuery): Promise<Result> {
    const { sql: text, parameters } = query
    const { name, isGeneric, isLater } = sendingOf(query)
    const transaction = this.#transaction
    const scope = this.#scope
    if (transaction) {
      setPlanMode(transaction, isGeneric)
      const statement = bind(name, text, parameters)
      if (!isLater) return this.#send(statement)
      transaction.unsent.push(statement)
      return NOTHING
    }
    return repeatWhenLost(async () => {
      const client = await this.#connect()
      if (scope === undefined) return withDeadline(client, client.query({ name, text, values: [...parameters] }))
      const statements = [bind(name, text, parameters)]
      const [result] = await runPipeline(client, { openings: [scope.opening], statements })
      return result ?? NOTHING
    })
  }

  /** Sends a statement of the transaction, after those that nobody waits for. */
  async #send(statement: BoundStatement): Promise<Result> {
    const client = await this.#connect()
    const transaction = this.#transaction
    const statements = [...(transaction?.unsent ?? []), statement]
    const openings = transaction?.isBegun === false ? [BEGIN, ...(this.#scope ? [this.#scope.opening] : [])] : []
    if (transaction) {
      transaction.unsent = []
      transaction.isBegun = true
    }
    const deadlineMs = this.#scope ? DEADLINE_MS : CHORE_DEADLINE_MS
    const results = await runPipeline(client, { openings, statements, deadlineMs })
    return results.at(-1) ?? NOTHING
  }

  async #connect(): Promise<pg.PoolClient> {
    this.#client ??= await this.#pool.connect()
    return this.#client
  }
}

/** A transaction of several statements. */
interface OpenTransaction {
  isBegun: boolean
  unsent: BoundStatement[]
  /** Whether its statements have generic plans from here on; undefined: not known. */
  isGeneric: boolean | undefined
}

/** Sets how the next statement is planned, unless the transaction is set so already. */
function setPlanMode(transaction: OpenTransaction, isGeneric: boolean): void {
  if (transaction.isGeneric === isGeneric) return
  transaction.unsent.push(isGeneric ? GENERIC_PLAN : AUTO_PLAN)
  transaction.isGeneric = isGeneric
}
