import pg from 'pg'
import { inOneWrite, runScoped, type Opening, type Outcome, type Statement } from './scoped-transaction.ts'

/** As many share a connection at most: what comes last waits for those before it. */
const MOST = 16

export interface Batches {
  /** Runs a statement as if it were a transaction of its own. */
  run(opening: Opening, statement: Statement): Promise<Outcome>
}

interface Waiting {
  readonly opening: Opening
  readonly statement: Statement
  readonly resolve: (outcome: Outcome | Promise<Outcome>) => void
  readonly reject: (error: unknown) => void
}

/**
 * Statements of different requests that came up in the same turn of the event loop leave in one write on one connection:
 * each write is a system call here and wakes a process of the database there, which costs more than a read by a key.
 * Those of one environment share a transaction, which opens and commits once for all; each sees what was committed when
 * it began, and nothing is answered before the end. Where one fails, each runs again by itself, so that it fails alone.
 *
 * Only for what is quick and waits for no lock that a request may hold while it waits for us.
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
  const groups = [...Map.groupBy(batch, ({ opening }) => opening)]
  await inOneWrite(client, () => Promise.all(groups.map(([opening, group]) => runGroup(client, opening, group))))
  client.release()
}

/** Never rejects: each of the group hears for itself. */
async function runGroup(client: pg.PoolClient, opening: Opening, group: readonly Waiting[]): Promise<void> {
  try {
    const outcomes = await runScoped(
      client,
      opening,
      group.map(({ statement }) => statement),
    )
    for (const [at, outcome] of outcomes.entries()) group[at]?.resolve(outcome)
  } catch (error) {
    if (group.length === 1 || !(error instanceof pg.DatabaseError)) {
      for (const { reject } of group) reject(error)
      return
    }
    // The database said no, so nothing of it was done.
    await inOneWrite(client, () => Promise.all(group.map((one) => runGroup(client, opening, [one]))))
  }
}
