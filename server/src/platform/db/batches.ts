import pg from 'pg'
import { prepareValue } from 'pg/lib/utils.js'
import { inOneWrite, runPipeline, type BoundStatement, type Opening, type Result, type Value } from './pipeline.ts'
import { repeatWhenLost } from './repeat.ts'
import type { Forms } from './statement.ts'

/** Largest batch. A batch uses one connection, so its last statement waits for the others. */
const LARGEST = 32
/**
 * While this many batches are under way, counted over all processes of a server, further statements gather for the next
 * one: the more of them share a batch, the less each costs.
 */
const MOST_AT_ONCE = 2
/** Longest wait for batches under way, which may be held up by a lock. */
const LONGEST_WAIT_MS = 5

export interface Batches {
  /** Runs a statement as if it had a transaction of its own. The first of its values is the environment of the openings. */
  run(forms: Forms, values: readonly Value[], openings: Openings): Promise<Result>
}

export interface Openings {
  /** Begins the transaction that it shares with others. */
  readonly together: Opening
  /** Begins its own transaction if the shared one fails; the same where it is left out. */
  readonly alone?: Opening
}

interface Pending {
  readonly openings: Openings
  readonly forms: Forms
  readonly values: readonly Value[]
  readonly resolve: (result: Result | Promise<Result>) => void
  readonly reject: (error: unknown) => void
}

/**
 * Gathers the short statements that different requests send in the same turn of the event loop, and sends them in one write
 * on one connection: each write is a system call here and wakes a process of the database, which costs more than a read by
 * a key. Those of one environment share a transaction, and the same statement with other values becomes one statement. Each
 * sees what was committed before it began, and no result is returned before the commit. If one fails, or if two of these
 * transactions wait for each other, each statement runs again by itself, so that only the one at fault fails.
 */
export function createBatches(pool: pg.Pool, { processes = 1 }: { processes?: number | undefined } = {}): Batches {
  const most = Math.max(1, Math.round(MOST_AT_ONCE / processes))
  let pending: Pending[] = []
  let underWay = 0
  let due: NodeJS.Immediate | undefined
  let overdue: NodeJS.Timeout | undefined

  function sendNext(): void {
    const batch = pending.slice(0, LARGEST)
    pending = pending.slice(LARGEST)
    underWay += 1
    void send(pool, batch).finally(() => {
      underWay -= 1
      schedule()
    })
  }

  function schedule(): void {
    if (pending.length === 0) return
    if (underWay < most) due ??= setImmediate(sendDue)
    else overdue ??= setTimeout(sendOverdue, LONGEST_WAIT_MS)
  }

  function sendDue(): void {
    due = undefined
    clearTimeout(overdue)
    overdue = undefined
    while (pending.length > 0 && underWay < most) sendNext()
    schedule()
  }

  function sendOverdue(): void {
    overdue = undefined
    if (pending.length > 0) sendNext()
    schedule()
  }

  return {
    run: (forms, values, openings) =>
      new Promise((resolve, reject) => {
        pending.push({ openings, forms, values, resolve, reject })
        schedule()
      }),
  }
}

async function send(pool: pg.Pool, batch: readonly Pending[]): Promise<void> {
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

/** Runs the statements of one environment. Never rejects: each statement gets its own result or error. */
async function runGroup(client: pg.PoolClient, opening: Opening, group: readonly Pending[]): Promise<void> {
  const alike = [...Map.groupBy(group, ({ forms }) => forms)]
  const statements = alike.flatMap(([forms, same]) => bindAll(forms, same))
  const execute = () => runPipeline(client, { openings: [opening], statements })
  try {
    // A group of several is not repeated as a whole: below, each of its statements runs again alone.
    const results = await (group.length === 1 ? repeatWhenLost(execute) : execute())
    for (const [at, one] of alike.flatMap(([, same]) => same).entries()) one.resolve(results[at] ?? NOTHING)
  } catch (error) {
    const again = group.filter(
      ({ openings: { together, alone } }) => group.length > 1 || opening !== (alone ?? together),
    )
    if (again.length === 0 || !(error instanceof pg.DatabaseError)) {
      for (const { reject } of group) reject(error)
      return
    }
    // The database refused the transaction, so no part of it was done.
    await inOneWrite(client, () => Promise.all(again.map((one) => runAlone(client, one))))
  }
}

const NOTHING: Result = { rows: [], rowCount: null }

function runAlone(client: pg.PoolClient, one: Pending): Promise<void> {
  const { together, alone = together } = one.openings
  return runGroup(client, alone, [one])
}

/** Returns one statement for all sets of values where it has such a form, or else one for each set. */
function bindAll({ alone, batched }: Forms, all: readonly Pick<Pending, 'values'>[]): readonly BoundStatement[] {
  if (!batched || all.length === 1) return all.map(({ values }) => ({ ...alone, values }))
  const [environmentId = null, ...others] = all[0]?.values ?? []
  const arrays = others.map((_, at) => prepareValue(all.map(({ values }) => values[at + 1] ?? null)))
  return [{ ...batched, values: [environmentId, ...arrays], sets: all.length }]
}
