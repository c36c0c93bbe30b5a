import pg from 'pg'
import { prepareValue } from 'pg/lib/utils.js'
import { withDeadline } from './deadline.ts'
import { columnsOf, findColumns, prepare, rowOf, type Columns } from './prepared-statements.ts'

// The library's types leave these methods out.
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

/** A statement that a transaction of request work begins with, and its values. Each connection prepares it once. */
export interface Opening {
  readonly name: string
  readonly text: string
  readonly values: readonly string[]
}

/** A statement with its values. */
export interface BoundStatement {
  /** The name under which it is prepared; undefined: it is parsed and planned at each run. */
  readonly name: string | undefined
  readonly text: string
  readonly values: readonly Value[]
  /** The number of sets of values in a batched form, whose rows say to which set they belong. Each set has a result. */
  readonly sets?: number
}

/** A parameter as it is sent. */
export type Value = string | Buffer | null

export type Result = Pick<pg.QueryResult, 'rows' | 'rowCount'>

interface Settlement {
  readonly resolve: (results: readonly Result[]) => void
  readonly reject: (error: Error) => void
}

/**
 * Openings and statements in one pipeline: all are sent before one Sync, which makes them one transaction unless one is open
 * (PostgreSQL, "Pipelining" in the chapter on message flow). The openings set only local settings, so these end with the
 * transaction, however it ends, and no `begin` or `commit` has to be sent. After an error PostgreSQL skips the rest.
 */
class Pipeline extends pg.Query {
  readonly #openings: readonly Opening[]
  readonly #statements: readonly BoundStatement[]
  readonly #settle: Settlement
  readonly #results: readonly Result[][]
  readonly #columns: (Columns | undefined)[] = []
  #connection: pg.Connection | undefined
  /** The index of the statement that is being answered; openings have negative ones. */
  #at: number

  constructor(openings: readonly Opening[], statements: readonly BoundStatement[], settle: Settlement) {
    super({ text: statements[0]?.text ?? '' })
    this.#openings = openings
    this.#at = -openings.length
    this.#statements = statements
    this.#settle = settle
    this.#results = statements.map(({ sets = 1 }) => Array.from({ length: sets }, () => ({ rows: [], rowCount: null })))
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
    const set = columns.from === 0 ? 0 : Number(fields[0]) - 1
    this.#results[this.#at]?.[set]?.rows.push(rowOf(columns, fields))
  }

  override handleCommandComplete({ text }: CommandComplete) {
    const [one, ...more] = this.#results[this.#at] ?? []
    if (one) one.rowCount = more.length === 0 ? countOf(text) : one.rows.length
    for (const other of more) other.rowCount = other.rows.length
    this.#at += 1
  }

  override handleReadyForQuery() {
    this.#settle.resolve(this.#results.flat())
  }

  override handleError(error: Error) {
    this.#settle.reject(error)
  }

  #preparedColumns(): Columns | undefined {
    const name = this.#statements[this.#at]?.name
    return name === undefined || !this.#connection ? undefined : findColumns(this.#connection, name)
  }
}

/** Returns the number at the end of a command tag, such as `SELECT 1` or `INSERT 0 1`. */
function countOf(tag: string): number | null {
  const count = Number(tag.slice(tag.lastIndexOf(' ') + 1))
  return Number.isInteger(count) ? count : null
}

interface Work {
  readonly openings: readonly Opening[]
  readonly statements: readonly BoundStatement[]
  readonly deadlineMs?: number
}

/**
 * Runs statements in one round trip. All succeed or none does: as one transaction, or as a part of the one that is open.
 *
 * @returns a result for each set of values
 */
export async function runPipeline(
  client: pg.PoolClient,
  { openings, statements, deadlineMs }: Work,
): Promise<readonly Result[]> {
  return inOneWrite(client, () => {
    const preparations = [...openings, ...statements].flatMap(({ name, text }) => prepare(client, name, text) ?? [])
    const results = new Promise<readonly Result[]>((resolve, reject) => {
      client.query(new Pipeline(openings, statements, { resolve, reject }))
    })
    const answer = preparations.length === 0 ? results : afterPreparation(preparations, results)
    return withDeadline(client, answer, deadlineMs)
  })
}

/** Throws the error of the preparation first: that the statement is missing afterwards follows from it. */
async function afterPreparation<T>(preparations: readonly Promise<void>[], results: Promise<T>): Promise<T> {
  await Promise.allSettled([...preparations, results])
  await Promise.all(preparations)
  return results
}

/** @throws for a value that cannot be written, before other statements share a transaction with it. */
export function bind(name: string | undefined, text: string, parameters: readonly unknown[]): BoundStatement {
  return { name, text, values: valuesOf(parameters) }
}

export function valuesOf(parameters: readonly unknown[]): Value[] {
  return parameters.map((value) => (value instanceof Date ? value.toISOString() : prepareValue(value)))
}

/** Everything sent meanwhile leaves in one write: each write is a system call here and wakes a process of the database. */
export function inOneWrite<T>({ connection }: pg.PoolClient, send: () => T): T {
  connection.stream.cork()
  try {
    return send()
  } finally {
    connection.stream.uncork()
  }
}
