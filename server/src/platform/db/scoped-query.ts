import pg from 'pg'

// What the library's types leave out of its classes.
declare module 'pg' {
  interface Connection {
    readonly parsedStatements: Readonly<Record<string, string>>
    readonly submittedNamedStatements: Readonly<Record<string, string>>
  }
  // eslint-disable-next-line @typescript-eslint/no-explicit-any, @typescript-eslint/no-unused-vars -- repeats the class's
  interface Query<R extends pg.QueryResultRow = any, I extends any[] = any> {
    requiresPreparation(): boolean
    prepare(connection: Connection): void
    handleDataRow(message: unknown): void
    handleCommandComplete(message: unknown, connection: Connection): void
  }
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
  readonly values: readonly unknown[]
}

/**
 * A statement together with its opening: both are executed before one Sync, which makes them one transaction (PostgreSQL,
 * "Pipelining" in the chapter on message flow). What the opening sets is local, so it ends with the statement, whatever
 * comes of that; nothing has to be begun, committed or read as text.
 */
class ScopedQuery extends pg.Query {
  readonly #opening: Opening
  #isOpened = false

  constructor(opening: Opening, { name, text, values }: Statement, callback: ScopedCallback) {
    super({ text, values: [...values], ...(name === undefined ? {} : { name }) }, callback)
    this.#opening = opening
  }

  override requiresPreparation() {
    return true
  }

  override prepare(connection: pg.Connection) {
    connection.bind({ statement: this.#opening.name, values: [...this.#opening.values] }, true)
    connection.execute({}, true)
    super.prepare(connection)
  }

  override handleDataRow(message: unknown) {
    if (this.#isOpened) super.handleDataRow(message)
  }

  override handleCommandComplete(message: unknown, connection: pg.Connection) {
    if (this.#isOpened) super.handleCommandComplete(message, connection)
    this.#isOpened = true
  }
}

type ScopedCallback = (error: Error | undefined, result: pg.QueryResult) => void

/** Runs a statement as a transaction of its own, in one round trip. */
export function runScoped(client: pg.PoolClient, opening: Opening, statement: Statement): Promise<pg.QueryResult> {
  return inOneWrite(client, () => {
    prepareOpening(client, opening)
    return new Promise((resolve, reject) => {
      client.query(new ScopedQuery(opening, statement, (error, result) => (error ? reject(error) : resolve(result))))
    })
  })
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

// In a transaction of its own: an answer to Parse is taken for the statement that it stands with.
function prepareOpening(client: pg.PoolClient, { name, text, values }: Opening): void {
  const { parsedStatements, submittedNamedStatements } = client.connection
  if (name in parsedStatements || name in submittedNamedStatements) return
  client.query({ name, text, values: [...values] }).catch(() => undefined)
}
