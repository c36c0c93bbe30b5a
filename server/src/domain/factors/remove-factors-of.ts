import type { Db } from '#platform/db'
import { deleteDeclined, deleteFactors, deleteRecoveryCodes, deleteTrust } from './queries.ts'
import type { StoredKind } from './factor.ts'

/**
 * Resets a person: removes their factors and recovery codes, and ends the trust in their browsers (N1-2). The next
 * sign-in asks them again (M5-17). Runs in the caller's transaction. Returns the kinds that were removed.
 */
export async function removeFactorsOf(db: Db, userId: string): Promise<readonly StoredKind[]> {
  const kinds = await deleteFactors(db, { userId })
  await deleteRecoveryCodes(db, userId)
  await deleteTrust(db, { userId })
  await deleteDeclined(db, userId)
  return kinds
}
