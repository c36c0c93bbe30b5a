import type { Db } from '#platform/db'
import { revokeTrustedDevices } from '#domain/factors'
import { revokeGrantsOfUser } from '#domain/grants'
import { revokeSessionsOfUser } from './queries.ts'

/**
 * Ends every session and every grant of a user, and with these every token (AS-30), and the trust in their browsers
 * (N1-2). Runs in the caller's transaction.
 */
export async function endAccessOfUser(
  db: Db,
  { userId, now }: { readonly userId: string; readonly now: Date },
): Promise<void> {
  await revokeSessionsOfUser(db, { userId, now })
  await revokeGrantsOfUser(db, { userId, now })
  await revokeTrustedDevices(db, userId)
}
