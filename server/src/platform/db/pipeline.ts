import pg from 'pg'
import { prepareValue } from 'pg/lib/utils.js'
import { withDeadline } from './deadline.ts'
import { columnsOf, findColumns, prepare, rowOf, type Columns } from './prepared-statements.ts'

// What the library's types leave out of its classes.
declare module 'pg' {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any, @typescript-eslint/no-unused-vars -- repeats the class's
  interface Query<R extends pg.QueryResultRow = any, I extends any[] = any> {
    requiresPreparation(): boolean
    prepare(connection: Connection): void
    handleRowDescription(message: RowDescription): void
    handleDataRow(message: DataRow): void
    handleCommandComplete(message: CommandComplete): void
    handleReadyForQuery(): void
    handleError(error: Error): void
  }
}

interface RowDescription {
  readonly fields: readonly pg.FieldDef[]
}

interface DataRow {
  readonly fields: readonly (string | null)[]
}

interface CommandComplete {
  readonly text: string
}

/** What each transaction of request work begins with: a statement that is prepared once per connection, and its values. */
export interface Opening {
  readonly name: string
  readonly text: string
  readonly values: readonly string[]
}

export interface Statement {
  /** Under which it is prepared; undefined: it is planned each time. */
  readonly name: string | undefined
  readonly text: string
  /** As they are sent, see `statementOf`. */
  readonly values: readonly Value[]
  /** How many ask it at once, of a statement that says of each row whose it is: each has an outcome of its own. */
  readonly askers?: number
}

/** A parameter as it is sent. */
export type Value = string | Buffer | null

export type Outcome = Pick<pg.QueryResult, 'rows' | 'rowCount'>

interface Settle {
  readonly resolve: (outcomes: readonly Outcome[]) => void
  readonly reject: (error: Error) => void
}

/**
 * Statements together with their openings: all are executed before one Sync, which makes them one transaction where they
 * begin none (PostgreSQL, "Pipelining" in the chapter on message flow). What an opening sets is local, so it ends with
 * them, whatever comes of that; nothing has to be begun, committed or read as text. What follows on one that is refused is
 * not executed.
 */
class ScopedTransaction extends pg.Query {
  readonly #openings: readonly Opening[]
  readonly #statements: readonly Statement[]
  readonly #settle: Settle
  readonly #outcomes: readonly Outcome[][]
  readonly #columns: (Columns | undefined)[] = []
  #connection: pg.Connection | undefined
  /** The statement that the database answers; the openings come before the first. */
  #at: number

  constructor(openings: readonly Opening[], statements: readonly Statement[], settle: Settle) {
    super({ text: statements[0]?.text ?? '' })
    this.#openings = openings
    this.#at = -openings.length
    this.#statements = statements
    this.#settle = settle
    this.#outcomes = statements.map(({ askers = 1 }) =>
      Array.from({ length: askers }, () => ({ rows: [], rowCount: null })),
    )
  }

  override requiresPreparation() {
    return true
  }

  override prepare(connection: pg.Connection) {
    this.#connection = connection
    for (const { name, values } of this.#openings) {
      connection.bind({ statement: name, values: [...values] }, true)
      connection.execute({}, true)
    }
    for (const { name, text, values } of this.#statements) {
      if (name === undefined) connection.parse({ name: '', text, types: [] }, true)
      connection.bind({ statement: name ?? '', values: [...values] }, true)
      if (name === undefined) connection.describe({ type: 'P', name: '' }, true)
      connection.execute({}, true)
    }
    connection.sync()
  }

  override handleRowDescription({ fields }: RowDescription) {
    this.#columns[this.#at] = columnsOf(fields)
  }

  override handleDataRow({ fields }: DataRow) {
    if (this.#at < 0) return
    const columns = (this.#columns[this.#at] ??= this.#preparedColumns())
    if (!columns) return
    const asker = columns.from === 0 ? 0 : Number(fields[0]) - 1
    this.#outcomes[this.#at]?.[asker]?.rows.push(rowOf(columns, fields))
  }

  override handleCommandComplete({ text }: CommandComplete) {
    const [one, ...more] = this.#outcomes[this.#at] ?? []
    if (one) one.rowCount = more.length === 0 ? countOf(text) : one.rows.length
    for (const other of more) other.rowCount = other.rows.length
    this.#at += 1
  }

  override handleReadyForQuery() {
    this.#settle.resolve(this.#outcomes.flat())
  }

  override handleError(error: Error) {
    this.#settle.reject(error)
  }

  #preparedColumns(): Columns | undefined {
    const name = this.#statements[this.#at]?.name
    return name === undefined || !this.#connection ? undefined : findColumns(this.#connection, name)
  }
}

/** `SELECT 1`, `INSERT 0 1`: the rows come last. */
function countOf(tag: string): number | null {
  const count = Number(tag.slice(tag.lastIndexOf(' ') + 1))
  return Number.isInteger(count) ? count : null
}

interface Together {
  readonly openings: readonly Opening[]
  readonly statements: readonly Statement[]
  readonly deadlineMs?: number
}

/**
 * Runs statements in one round trip. All succeed, or none: as one transaction, or as part of the one that is open.
 *
 * @returns an outcome for each who asked
 */
export async function runScoped(
  client: pg.PoolClient,
  { openings, statements, deadlineMs }: Together,
): Promise<readonly Outcome[]> {
  return inOneWrite(client, () => {
    const preparations = [...openings, ...statements].flatMap(({ name, text }) => prepare(client, name, text) ?? [])
    const outcomes = new Promise<readonly Outcome[]>((resolve, reject) => {
      client.query(new ScopedTransaction(openings, statements, { resolve, reject }))
    })
    const answer = preparations.length === 0 ? outcomes : afterPreparation(preparations, outcomes)
    return withDeadline(client, answer, deadlineMs)
  })
}

/** What could not be prepared says why; that it is missing afterwards does not. */
async function afterPreparation<T>(preparations: readonly Promise<void>[], outcomes: Promise<T>): Promise<T> {
  await Promise.allSettled([...preparations, outcomes])
  await Promise.all(preparations)
  return outcomes
}

/** @throws for a value that cannot be written, before anybody else shares a transaction with it. */
export function statementOf(name: string | undefined, text: string, parameters: readonly unknown[]): Statement {
  return { name, text, values: valuesOf(parameters) }
}

export function valuesOf(parameters: readonly unknown[]): Value[] {
  return parameters.map((value) => (value instanceof Date ? value.toISOString() : prepareValue(value)))
}

/** All that is sent meanwhile leaves at once: each write is a system call here and wakes the database. */
export function inOneWrite<T>({ connection }: pg.PoolClient, send: () => T): T {
  connection.stream.cork()
  try {
    return send()
  } finally {
    connection.stream.uncork()
  }
}
