import type { Services } from '#platform/context'
import { openSealer } from '#platform/crypto'
import { wrapSome, wrapSoon } from '#domain/credentials'
import { finishWrapped } from './queries.ts'

const BATCH_ROWS = 50
/** After so many, environments that wait have their turn: some minutes. */
const MOST_BATCHES = 200

/** Wraps the passwords that imports left sealed, and finishes the imports of which none is left. */
export async function wrapPasswords(
  services: Pick<Services, 'database' | 'clock' | 'masterKey' | 'passwords'>,
  { environmentId, businessId }: { readonly environmentId: string; readonly businessId: string },
  signal: AbortSignal,
): Promise<void> {
  const db = services.database.environment(environmentId, businessId)
  const environment = { id: environmentId, businessId }
  const sealer = await openSealer(db, services.masterKey)
  const ctx = { db, environment, sealer, passwords: services.passwords }
  for (let left = MOST_BATCHES; left > 0 && !signal.aborted; left -= 1) {
    const wereAny = await wrapSome(ctx, { limit: BATCH_ROWS, signal })
    await finishWrapped(db, services.clock())
    if (!wereAny) return
  }
  // Another run takes it up, here or in another process.
  await wrapSoon(db, environment)
}
