import type { Db } from '#platform/db'
import { deleteTrust } from './queries.ts'

/** Ends the trust in one browser of a person; false where they have no such device. Runs in the caller's transaction. */
export async function revokeTrustedDevice(
  db: Db,
  { userId, deviceId }: { readonly userId: string; readonly deviceId: string },
): Promise<boolean> {
  return (await deleteTrust(db, { userId, id: deviceId })) > 0
}
