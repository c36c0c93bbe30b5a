import { isUniqueViolation } from '#platform/db'
import { Conflict, InvalidInput } from '#platform/errors'
import { wrapSoon } from '#domain/credentials'
import { writeOrganizations } from './groups/index.ts'
import { writeUsers } from './people/index.ts'
import { advance, insertProblems, removePartsBefore } from './queries.ts'
import type { Batch } from './read-batches.ts'
import { headerPurposeOf, type ReadProgress, type ReaderContext } from './reading.ts'

const RETRIES = 5
/**
 * Give up after this many rejected rows: it is probably the wrong file, and recording every row of a large one would
 * take gigabytes.
 */
const MOST_REFUSED = 100_000

export interface BatchWrite {
  readonly keys: ReadonlySet<string>
  /** False when the import was deleted, or another process reads it: then nothing was written. */
  readonly isWritten: Promise<boolean>
}

/** A batch, and the one before it in the file, where that is not written yet. */
interface QueuedBatch {
  readonly batch: Batch
  readonly before: BatchWrite | undefined
}

/**
 * Begins to write a batch. It commits only after every batch before it, so that the written part of the file has one
 * end.
 */
export function writeBatch(ctx: ReaderContext, reading: ReadProgress, turn: QueuedBatch): BatchWrite {
  const isWritten = write(ctx, reading, turn)
  // The caller awaits `isWritten` later and gets the error then; until that point an error must not count as unhandled.
  isWritten.catch(() => undefined)
  return { keys: turn.batch.keys, isWritten }
}

async function write(ctx: ReaderContext, reading: ReadProgress, turn: QueuedBatch): Promise<boolean> {
  const { batch } = turn
  const refused = await retried(() => commit(ctx, reading, turn))
  if (refused === undefined) return false
  reading.doneBytes = batch.to
  reading.doneRows += batch.rows.length
  reading.refusedRows += refused
  if (reading.refusedRows <= MOST_REFUSED) return true
  throw new InvalidInput('TOO_MANY_REFUSED', `More than ${MOST_REFUSED.toLocaleString('en')} rows were refused.`)
}

/** @returns the number of rows that were refused */
async function commit(ctx: ReaderContext, { open }: ReadProgress, { batch, before }: QueuedBatch): Promise<number> {
  const { users, rows, firstRow, from, to, header } = batch
  const now = ctx.clock()
  return ctx.db.transaction().execute(async (db) => {
    const common = { ...open, importId: open.id }
    const written =
      open.kind === 'users'
        ? await writeUsers(db, ctx.environment, { ...common, users, sealer: ctx.sealer, now })
        : { ...(await writeOrganizations({ ...ctx, db }, { ...common, rows, firstRow })), sealed: 0 }
    const problems = [...batch.problems, ...written.problems]
    // The reader gets the error of that batch itself.
    const isNext = (await before?.isWritten.catch(() => false)) ?? true
    if (!isNext) throw new Superseded()
    const isOurs = await advance(db, {
      id: open.id,
      from,
      to,
      rows: rows.length,
      created: written.created,
      existing: written.existing,
      refused: problems.length,
      sealed: written.sealed,
      headerSealed: ctx.sealer.seal(headerPurposeOf(open.id), JSON.stringify(header)),
    })
    if (!isOurs) throw new Superseded()
    // Each batch starts the wrapping, so that no password stays sealed for long whatever happens to the rest of the
    // file.
    if (written.sealed > 0) await wrapSoon(db, ctx.environment)
    await insertProblems(db, { importId: open.id, problems })
    await removePartsBefore(db, { importId: open.id, place: to })
    return problems.length
  })
}

/** Rolls back a batch that another process writes. */
class Superseded extends Error {}

/**
 * Another person may sign up with an address between the look-up and the write; the next look-up finds them. Returns
 * undefined when another process writes the batch.
 */
async function retried<T>(work: () => Promise<T>): Promise<T | undefined> {
  for (let left = RETRIES; ; left -= 1) {
    try {
      return await work()
    } catch (error) {
      if (error instanceof Superseded) return undefined
      const isTaken =
        (error instanceof Conflict && ['EXTERNAL_ID_TAKEN', 'HANDLE_TAKEN'].includes(error.code)) ||
        isUniqueViolation(error, 'identities_normalized_unique') ||
        isUniqueViolation(error, 'awaited_identities_pkey') ||
        isUniqueViolation(error, 'users_by_provided_id')
      if (!isTaken || left === 0) throw error
    }
  }
}
