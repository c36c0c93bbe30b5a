import type { Db } from '#platform/db'
import { deleteFactorsSince, deleteTrust } from './queries.ts'

/**
 * Removes the factors and recovery codes that somebody set up after a moment, and ends the trust in every browser: for an
 * account that was in other hands since. Factors from before stay. Runs in the caller's transaction.
 */
export async function removeFactorsSince(
  db: Db,
  { userId, since }: { readonly userId: string; readonly since: Date },
): Promise<void> {
  await deleteFactorsSince(db, { userId, since })
  await deleteTrust(db, { userId })
}
