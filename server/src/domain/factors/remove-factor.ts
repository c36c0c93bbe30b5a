import type { Db } from '#platform/db'
import { deleteDeclined, deleteFactors, deleteRecoveryCodes, deleteTrust } from './queries.ts'
import { listFactors } from './views.ts'
import type { StoredKind } from './factor.ts'

/**
 * Removes one factor of a person, and ends the trust in their browsers (N1-2). Recovery codes go with the last factor.
 * Runs in the caller's transaction. Returns the kind; undefined where the person has no such factor.
 */
export async function removeFactor(
  db: Db,
  { userId, factorId }: { readonly userId: string; readonly factorId: string },
): Promise<StoredKind | undefined> {
  const [kind] = await deleteFactors(db, { userId, factorId })
  if (kind === undefined) return undefined
  await deleteTrust(db, { userId })
  if ((await listFactors(db, userId)).length > 0) return kind
  await deleteRecoveryCodes(db, userId)
  await deleteDeclined(db, userId)
  return kind
}
