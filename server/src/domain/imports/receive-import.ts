import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { InvalidInput } from '#platform/errors'
import { newId } from '#platform/ids'
import { addJob } from '#platform/jobs'
import type { Author } from '#platform/outbox'
import { RUN_IMPORT, type ImportFormat, type ImportKind } from './import.ts'
import { readFile } from './intake/index.ts'
import { sealPart } from './parts.ts'
import { insertImport, insertPart, markReceived, removeImport, removeUnreceived } from './queries.ts'

export interface ReceivedFile {
  readonly kind: ImportKind
  readonly format: ImportFormat
  readonly isDryRun: boolean
  /** The scopes of the caller; no row does more (ATO-24). */
  readonly scopes: readonly string[]
  readonly author: Author
  /** The `charset` of the content type, if it has one. */
  readonly charset: string | undefined
  readonly bytes: AsyncIterable<Uint8Array>
}

/** A million users with addresses and password hashes are about 300 MB. */
const SIZE_LIMIT = 1024 * 1024 * 1024
/**
 * Sealing, sending and reading a part takes several times its size in memory, which only the garbage collector gives
 * back.
 */
const PART_SIZE = 64 * 1024
const GIVEN_UP_SECONDS = 86_400

/**
 * Stores a file as it arrives, and has it read in the background.
 *
 * @returns the id of the import
 * @throws {InvalidInput} `FILE_TOO_LARGE`, `FILE_EMPTY`, `UNSUPPORTED_FILE`, `UNKNOWN_CHARSET`, `WRONG_CHARSET`,
 * `MALFORMED_FILE`
 */
export async function receiveImport(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'sealer'>,
  file: ReceivedFile,
): Promise<string> {
  const { db, environment } = ctx
  const now = ctx.clock()
  const id = newId()
  await removeUnreceived(db, addSeconds(now, -GIVEN_UP_SECONDS))
  await insertImport(db, { ...file, id, createdAt: now })
  try {
    const sizeBytes = await receiveParts(ctx, id, readFile(file.bytes, file))
    await db.transaction().execute(async (transaction) => {
      await markReceived(transaction, { id, sizeBytes })
      const payload = { environment_id: environment.id, business_id: environment.businessId, id }
      await addJob(transaction, RUN_IMPORT, payload)
    })
  } catch (error) {
    await removeImport(db, id)
    throw error
  }
  return id
}

type ReceiveContext = Pick<Context, 'db' | 'environment' | 'sealer'>

async function receiveParts(ctx: ReceiveContext, importId: string, bytes: AsyncIterable<Uint8Array>): Promise<number> {
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  let startsAt = 0
  const write = async () => {
    const sealed = sealPart(ctx.sealer, importId, Buffer.concat(waiting))
    await insertPart(ctx.db, { importId, startsAt, sealed })
    startsAt += waitingBytes
    waiting = []
    waitingBytes = 0
  }
  for await (const piece of bytes) {
    waiting.push(piece)
    waitingBytes += piece.length
    if (startsAt + waitingBytes > SIZE_LIMIT) {
      throw new InvalidInput('FILE_TOO_LARGE', 'The file is larger than 1 GiB. Send it in several.')
    }
    if (waitingBytes >= PART_SIZE) await write()
  }
  if (waitingBytes > 0) await write()
  if (startsAt === 0) throw new InvalidInput('FILE_EMPTY', 'The file is empty.')
  return startsAt
}
