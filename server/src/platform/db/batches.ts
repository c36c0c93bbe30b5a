import pg from 'pg'
import { statementsFor, type KeyedStatement } from './statement.ts'
import { repeatWhenLost } from './repeat.ts'
import { inOneWrite, runScoped, type Opening, type Outcome, type Value } from './pipeline.ts'

/** As many share a connection at most: what comes last waits for those before it. */
const MOST = 32
/**
 * While as many are under way, of all processes of a server, what comes up gathers for the next: the more go together, the
 * less each costs.
 */
const UNDER_WAY = 2
/** Nobody waits longer for others to end, who may be held up. */
const PATIENCE_MS = 5

export interface Batches {
  /** Runs a statement as if it were a transaction of its own. The first of its values names the environment. */
  run(statement: KeyedStatement, values: readonly Value[], openings: Openings): Promise<Outcome>
}

export interface Openings {
  /** Of the transaction that it shares with others. */
  readonly together: Opening
  /** Of its own, should that fail; the same where it is left out. */
  readonly alone?: Opening
}

interface Waiting {
  readonly openings: Openings
  readonly statement: KeyedStatement
  readonly values: readonly Value[]
  readonly resolve: (outcome: Outcome | Promise<Outcome>) => void
  readonly reject: (error: unknown) => void
}

/**
 * Statements of different requests that came up in the same turn of the event loop leave in one write on one connection:
 * each write is a system call here and wakes a process of the database there, which costs more than a read by a key.
 * Those of one environment share a transaction, which opens and commits once for all, and those that ask the same of other
 * keys are one statement. Each sees what was committed when it began, and nothing is answered before the end. Where one
 * fails, or two of these transactions wait for each other, each runs again by itself, so that it fails alone. Only for what
 * is quick.
 */
export function createBatches(pool: pg.Pool, { processes = 1 }: { processes?: number | undefined } = {}): Batches {
  const most = Math.max(1, Math.round(UNDER_WAY / processes))
  let waiting: Waiting[] = []
  let underWay = 0
  let due: NodeJS.Immediate | undefined
  let overdue: NodeJS.Timeout | undefined

  function sendNext(): void {
    const batch = waiting.slice(0, MOST)
    waiting = waiting.slice(MOST)
    underWay += 1
    void sendTogether(pool, batch).finally(() => {
      underWay -= 1
      arrange()
    })
  }

  function arrange(): void {
    if (waiting.length === 0) return
    if (underWay < most) due ??= setImmediate(sendDue)
    else overdue ??= setTimeout(sendOverdue, PATIENCE_MS)
  }

  function sendDue(): void {
    due = undefined
    clearTimeout(overdue)
    overdue = undefined
    while (waiting.length > 0 && underWay < most) sendNext()
    arrange()
  }

  function sendOverdue(): void {
    overdue = undefined
    if (waiting.length > 0) sendNext()
    arrange()
  }

  return {
    run: (statement, values, openings) =>
      new Promise((resolve, reject) => {
        waiting.push({ openings, statement, values, resolve, reject })
        arrange()
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
  const groups = [...Map.groupBy(batch, ({ openings }) => openings.together)]
  await inOneWrite(client, () => Promise.all(groups.map(([opening, group]) => runGroup(client, opening, group))))
  client.release()
}

/** Never rejects: each of the group hears for itself. */
async function runGroup(client: pg.PoolClient, opening: Opening, group: readonly Waiting[]): Promise<void> {
  const alike = [...Map.groupBy(group, ({ statement }) => statement)]
  const statements = alike.flatMap(([statement, asking]) => {
    const values = asking.map((one) => one.values)
    return statementsFor(statement, values)
  })
  const run = () => runScoped(client, { openings: [opening], statements })
  try {
    // One of several is repeated alone, below.
    const outcomes = await (group.length === 1 ? repeatWhenLost(run) : run())
    for (const [at, one] of alike.flatMap(([, asking]) => asking).entries()) one.resolve(outcomes[at] ?? NOTHING)
  } catch (error) {
    const again = group.filter(
      ({ openings: { together, alone } }) => group.length > 1 || opening !== (alone ?? together),
    )
    if (again.length === 0 || !(error instanceof pg.DatabaseError)) {
      for (const { reject } of group) reject(error)
      return
    }
    // The database said no, so nothing of it was done.
    await inOneWrite(client, () => Promise.all(again.map((one) => runAlone(client, one))))
  }
}

const NOTHING: Outcome = { rows: [], rowCount: null }

function runAlone(client: pg.PoolClient, one: Waiting): Promise<void> {
  const { together, alone = together } = one.openings
  return runGroup(client, alone, [one])
}
