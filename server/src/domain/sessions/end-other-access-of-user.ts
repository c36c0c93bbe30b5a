import type { Db } from '#platform/db'
import { revokeTrustedDevices } from '#domain/factors'
import { revokeGrantsOutsideSession } from '#domain/grants'
import { revokeSessionsOfUser } from './queries.ts'

/** Ends every other session of a user, with every grant that does not hang on the one that stays. */
export async function endOtherAccessOfUser(
  db: Db,
  { userId, sessionId, now }: { readonly userId: string; readonly sessionId: string; readonly now: Date },
): Promise<void> {
  await revokeSessionsOfUser(db, { userId, now, exceptId: sessionId })
  await revokeGrantsOutsideSession(db, { userId, sessionId, now })
  await revokeTrustedDevices(db, userId)
}
