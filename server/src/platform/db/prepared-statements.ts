import pg from 'pg'

// The library's types leave these properties out.
declare module 'pg' {
  interface Connection {
    readonly parsedStatements: Readonly<Record<string, string>>
    readonly submittedNamedStatements: Record<string, string>
  }
}

/** The first column of a batched form: to which set of values the row belongs, counted from 1. */
export const SET_NUMBER = 'asked_at'

/** How the rows of a statement are read. */
export interface Columns {
  /** Index of the first column that callers get: the number of the set is left out. */
  readonly from: 0 | 1
  readonly names: readonly string[]
  readonly parsers: readonly ((text: string) => unknown)[]
  /** Every row begins as a copy of it, so that all have the same shape for V8. */
  readonly empty: Readonly<Record<string, null>>
}

const NONE: Columns = { from: 0, names: [], parsers: [], empty: {} }

/** For each connection the columns by the name of the statement; undefined: the database has not answered yet. */
const known = new WeakMap<pg.Connection, Map<string, Columns | undefined>>()

export function columnsOf(fields: readonly pg.FieldDef[]): Columns {
  const from = fields[0]?.name === SET_NUMBER ? 1 : 0
  const kept = fields.slice(from)
  return {
    from,
    names: kept.map(({ name }) => name),
    parsers: kept.map(({ dataTypeID }) => pg.types.getTypeParser(dataTypeID, 'text')),
    empty: Object.fromEntries(kept.map(({ name }) => [name, null])),
  }
}

export function findColumns(connection: pg.Connection, name: string): Columns | undefined {
  return known.get(connection)?.get(name)
}

export function rowOf(columns: Columns, fields: readonly (string | null)[]): Record<string, unknown> {
  const { from, names, parsers, empty } = columns
  const row: Record<string, unknown> = { ...empty }
  for (let at = 0; at < names.length; at += 1) {
    const [name, parse, text] = [names[at], parsers[at], fields[at + from]]
    if (name !== undefined && parse && text !== null && text !== undefined) row[name] = parse(text)
  }
  return row
}

/**
 * Prepares a statement on a connection that does not have it yet, in a transaction of its own, and asks for its columns, so
 * that the database need not describe them at each run. Returns undefined if that was done before or there is no name.
 */
export function prepare(client: pg.PoolClient, name: string | undefined, text: string): Promise<void> | undefined {
  if (name === undefined) return undefined
  const columns = known.get(client.connection) ?? new Map<string, Columns | undefined>()
  known.set(client.connection, columns)
  if (columns.has(name)) return undefined
  columns.set(name, undefined)
  return new Promise((resolve, reject) => {
    client.query(new Preparation({ name, text }, columns, { resolve, reject }))
  })
}

interface NamedStatement {
  readonly name: string
  readonly text: string
}

interface Settlement {
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

class Preparation extends pg.Query {
  readonly #statement: NamedStatement
  readonly #known: Map<string, Columns | undefined>
  readonly #settle: Settlement
  #columns = NONE

  constructor(statement: NamedStatement, columns: Map<string, Columns | undefined>, settle: Settlement) {
    super({ ...statement })
    this.#statement = statement
    this.#known = columns
    this.#settle = settle
  }

  override requiresPreparation() {
    return true
  }

  override prepare(connection: pg.Connection) {
    const { name, text } = this.#statement
    if (!(name in connection.parsedStatements) && !(name in connection.submittedNamedStatements)) {
      connection.parse({ name, text, types: [] }, true)
      connection.submittedNamedStatements[name] = text
    }
    connection.describe({ type: 'S', name }, true)
    connection.sync()
  }

  override handleRowDescription({ fields }: { readonly fields: readonly pg.FieldDef[] }) {
    this.#columns = columnsOf(fields)
  }

  // Not later: rows of the statement may follow in the same packet.
  override handleReadyForQuery() {
    this.#known.set(this.#statement.name, this.#columns)
    this.#settle.resolve()
  }

  override handleError(error: Error) {
    this.#known.delete(this.#statement.name)
    this.#settle.reject(error)
  }
}
