import type { Db } from '#platform/db'
import { deleteTrust } from './queries.ts'

/** Ends the trust in every browser of a person; returns how many it ended. Runs in the caller's transaction. */
export function revokeTrustedDevices(db: Db, userId: string): Promise<number> {
  return deleteTrust(db, { userId })
}
