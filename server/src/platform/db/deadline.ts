import type pg from 'pg'

/** The longest that a statement of request work may take; the database ends it itself then. */
export const STATEMENT_TIMEOUT_MS = 10_000
/** Somewhat longer than the database takes to end a statement: past it, the database is not there. */
export const DEADLINE_MS = STATEMENT_TIMEOUT_MS + 2_000

/** The database did not answer in time. Whether it did what it was asked for is not known. */
class SilentDatabase extends Error {
  readonly code = 'ETIMEDOUT'

  constructor() {
    super('the database did not answer in time')
  }
}

/**
 * Waits for an answer of the database until the deadline, and then destroys the connection: a database that was stopped,
 * or a network that drops everything, never says that it is gone.
 *
 * @throws {SilentDatabase}
 */
export function withDeadline<T>(
  { connection }: Pick<pg.Client, 'connection'>,
  answer: Promise<T>,
  deadlineMs: number = DEADLINE_MS,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const error = new SilentDatabase()
      reject(error)
      connection.stream.destroy(error)
    }, deadlineMs)
    const settle = () => clearTimeout(timer)
    answer.finally(settle).then(resolve, reject)
  })
}
