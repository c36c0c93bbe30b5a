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
import { runScoped, statementOf, type Opening, type Outcome, type Statement } from './pipeline.ts'
import { statementName } from './statement-name.ts'

/**
 * What a statement begins with that is planned each time, by what it is given and how large its tables are then. For
 * tables that grow much faster than statistics are taken: a plan that was made while they were empty is kept as long.
 */
export const FRESH_PLAN = '/* fresh plan */'

/** What a statement of a transaction begins with that is planned once, whatever its parameters. */
export const ONE_PLAN = '/* one plan */'

/** What a statement begins with that has one plan and whose outcome nobody waits for: it leaves with the next one of its transaction. */
export const LATER = '/* later */'

/** For statements outside of an environment: removing an environment for good takes time in proportion to its rows. */
const CHORE_DEADLINE_MS = 15 * 60_000

const NOTHING: Outcome = { rows: [], rowCount: null }

const BEGIN: Opening = { name: statementName('begin'), text: 'begin', values: [] }

function planMode(mode: 'auto' | 'force_generic_plan'): Statement {
  const text = `select set_config('plan_cache_mode', $1, true)`
  return { name: statementName(text), text, values: [mode] }
}

const PLAN_ONCE = planMode('force_generic_plan')
const PLAN_AS_USUAL = planMode('auto')

/**
 * A Kysely dialect over `pg` that prepares each statement by name and sets the scope inside each transaction.
 *
 * `opening` is what every transaction starts with; without it statements run as they are, as the role of the pool.
 * A lone statement of a scoped dialect is a transaction too, sent whole in one round trip. One of several begins with the
 * first of them.
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
  /** Of a transaction. */
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

/** Takes a connection of the pool with its first statement, unless that travels with those of others. */
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
    this.#transaction = { isBegun: false, unsent: [], isPlannedOnce: false }
  }

  async end(how: 'commit' | 'rollback') {
    const transaction = this.#transaction
    // What nobody waited for is lost with the rest.
    if (transaction && how === 'rollback') transaction.unsent = []
    if (transaction && !transaction.isBegun && transaction.unsent.length === 0) return
    try {
      await this.#send(statementOf(statementName(how), how, []))
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

  /** What was set since a savepoint is undone with the rest. */
  forgetPlanMode() {
    if (this.#transaction) this.#transaction.isPlannedOnce = undefined
  }

  release() {
    this.#transaction = undefined
    this.#client?.release(this.#broken)
    this.#client = undefined
  }

  async #run({ sql: text, parameters }: CompiledQuery): Promise<Outcome> {
    const name = text.startsWith(FRESH_PLAN) ? undefined : statementName(text)
    const [isOnePlan, isLater] = [text.startsWith(ONE_PLAN), text.startsWith(LATER)]
    const transaction = this.#transaction
    const scope = this.#scope
    if (transaction) {
      planAs(transaction, isOnePlan || isLater)
      const statement = statementOf(name, text, parameters)
      if (!isLater) return this.#send(statement)
      transaction.unsent.push(statement)
      return NOTHING
    }
    return repeatWhenLost(async () => {
      const client = await this.#connect()
      if (scope === undefined) return withDeadline(client, client.query({ name, text, values: [...parameters] }))
      const statements = [statementOf(name, text, parameters)]
      const [outcome] = await runScoped(client, { openings: [scope.opening], statements })
      return outcome ?? NOTHING
    })
  }

  /** A statement of the transaction, after whatever nobody waited for. */
  async #send(statement: Statement): Promise<Outcome> {
    const client = await this.#connect()
    const transaction = this.#transaction
    const statements = [...(transaction?.unsent ?? []), statement]
    const openings = transaction?.isBegun === false ? [BEGIN, ...(this.#scope ? [this.#scope.opening] : [])] : []
    if (transaction) {
      transaction.unsent = []
      transaction.isBegun = true
    }
    const deadlineMs = this.#scope ? DEADLINE_MS : CHORE_DEADLINE_MS
    const outcomes = await runScoped(client, { openings, statements, deadlineMs })
    return outcomes.at(-1) ?? NOTHING
  }

  async #connect(): Promise<pg.PoolClient> {
    this.#client ??= await this.#pool.connect()
    return this.#client
  }
}

/** A transaction of several statements. */
interface OpenTransaction {
  isBegun: boolean
  unsent: Statement[]
  /** How its statements are planned from here on; undefined: not known. */
  isPlannedOnce: boolean | undefined
}

/** Has what comes next planned once, or else as usual. */
function planAs(transaction: OpenTransaction, isPlannedOnce: boolean): void {
  if (transaction.isPlannedOnce === isPlannedOnce) return
  transaction.unsent.push(isPlannedOnce ? PLAN_ONCE : PLAN_AS_USUAL)
  transaction.isPlannedOnce = isPlannedOnce
}
