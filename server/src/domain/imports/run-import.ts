import type { Services } from '#platform/context'
import { openSealer } from '#platform/crypto'
import { InvalidInput } from '#platform/errors'
import { addJob } from '#platform/jobs'
import { wrapSoon } from '#domain/credentials'
import { FileProblem } from './file-problem.ts'
import { RUN_IMPORT } from './import.ts'
import { headerPurposeOf, type Header, type ReadProgress, type ReaderContext } from './reading.ts'
import { readBatches, type Batch } from './read-batches.ts'
import { findImport, finishImport, finishWrapped, insertProblems, openImport } from './queries.ts'
import { writeBatch, type BatchWrite } from './write-batch.ts'

/**
 * So many batches are written at once, each on a connection of its own: the database has work while the next rows are
 * read, and for more than one core.
 */
const MOST_AT_ONCE = 2

interface Job {
  readonly environmentId: string
  readonly businessId: string
  readonly id: string
}

/** Reads on where the last batch ended, until the file ends or the process stops. */
export async function runImport(
  services: Pick<Services, 'database' | 'clock' | 'masterKey'>,
  { environmentId, businessId, id }: Job,
  signal: AbortSignal,
): Promise<void> {
  const db = services.database.environment(environmentId, businessId)
  const sealer = await openSealer(db, services.masterKey)
  const ctx: ReaderContext = { db, clock: services.clock, sealer, environment: { id: environmentId, businessId } }
  const open = await openImport(db, id)
  if (!open) return
  const header: Header = open.headerSealed ? JSON.parse(sealer.open(headerPurposeOf(id), open.headerSealed)) : {}
  const { doneBytes, doneRows, refusedRows } = open
  const reading: ReadProgress = { open, header, doneBytes, doneRows, refusedRows }
  try {
    const end = await readAll(ctx, reading, signal)
    // Another run takes it up, here or in another process.
    if (end === 'stopped') await addJob(db, RUN_IMPORT, { environment_id: environmentId, business_id: businessId, id })
    if (end === 'whole') await finishReading(ctx, id)
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    const row = (error instanceof FileProblem ? error.row : undefined) ?? reading.doneRows + 1
    const problem = { row, code: error.code, message: error.message }
    await insertProblems(db, { importId: id, problems: [problem] })
    await finishImport(db, { id, state: 'failed', now: services.clock() })
  }
}

/** Passwords of the file may still wait to be wrapped: then the job that wraps the last one finishes the import. */
async function finishReading({ db, clock, environment }: ReaderContext, id: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await finishImport(transaction, { id, state: 'wrapping', now: clock() })
    await finishWrapped(transaction, clock())
    const found = await findImport(transaction, id)
    // The job that wraps them may have ended a moment ago, and did not know of this import.
    if (found?.state === 'wrapping') await wrapSoon(transaction, environment)
  })
}

/** `lost`: the import was deleted, or somebody else reads it, and nothing more is ours to do. */
type End = 'whole' | 'stopped' | 'lost'

async function readAll(ctx: ReaderContext, reading: ReadProgress, signal: AbortSignal): Promise<End> {
  const atOnce = reading.open.kind === 'users' ? MOST_AT_ONCE : 1
  const writing: BatchWrite[] = []
  const untilWritten = async (isEnough: () => boolean) => {
    while (!isEnough()) {
      if (!(await writing[0]?.isWritten)) return false
      writing.shift()
    }
    return true
  }
  try {
    for await (const batch of readBatches(ctx, reading)) {
      const isFree = () => writing.length < atOnce && !writing.some((one) => shareSomebody(one, batch))
      if (!(await untilWritten(isFree))) return 'lost'
      writing.push(writeBatch(ctx, reading, { batch, before: writing.at(-1) }))
      if (signal.aborted) break
    }
    if (!(await untilWritten(() => writing.length === 0))) return 'lost'
    return signal.aborted ? 'stopped' : 'whole'
  } catch (error) {
    // Where the file cannot be read on, that is so behind what was read before; why that could not be written goes first.
    const ends = await Promise.all(writing.map(({ isWritten }) => isWritten))
    if (ends.includes(false)) return 'lost'
    throw error
  } finally {
    await Promise.allSettled(writing.map(({ isWritten }) => isWritten))
  }
}

/** Two that speak of the same person are not written at once: each would wait for the other, and for ever. */
function shareSomebody({ keys }: BatchWrite, batch: Batch): boolean {
  return [...batch.keys].some((key) => keys.has(key))
}
