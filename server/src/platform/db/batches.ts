import type pg from 'pg'
import { inOneWrite, runScoped, type Opening, type Statement } from './scoped-query.ts'

/** As many share a connection at most: what comes last waits for those before it. */
const MOST = 16

export interface Batches {
  /** Runs a statement as a transaction of its own. */
  run(opening: Opening, statement: Statement): Promise<pg.QueryResult>
}

interface Waiting {
  readonly opening: Opening
  readonly statement: Statement
  readonly resolve: (result: Promise<pg.QueryResult>) => void
  readonly reject: (error: unknown) => void
}

/**
 * Statements of different requests that came up in the same turn of the event loop leave in one write on one connection:
 * each write is a system call here and wakes a process of the database there, which costs more than a read by a key. Each
 * is still a transaction of its own, of its own environment, and fails alone. Only for what is quick and waits for no
 * lock that a request may hold while it waits for us.
 */
export function createBatches(pool: pg.Pool): Batches {
  let waiting: Waiting[] = []
  let isDue = false

  function send(): void {
    isDue = false
    const taken = waiting
    waiting = []
    for (let from = 0; from < taken.length; from += MOST) void sendTogether(pool, taken.slice(from, from + MOST))
  }

  return {
    run: (opening, statement) =>
      new Promise((resolve, reject) => {
        waiting.push({ opening, statement, resolve, reject })
        if (isDue) return
        isDue = true
        setImmediate(send)
      }),
  }
}

async function sendTogether(pool: pg.Pool, batch: readonly Waiting[]): Promise<void> {
  let client: pg.PoolClient
  try {
    client = await pool.connect()
  } catch (error) {
    for (const { reject } of batch) reject(error)
    return
  }
  const results = inOneWrite(client, () => batch.map((one) => runScoped(client, one.opening, one.statement)))
  for (const [at, result] of results.entries()) batch[at]?.resolve(result)
  await Promise.allSettled(results)
  client.release()
}
