import type { Db } from '#platform/db'
import { expiryOf, type Challenge } from './challenge.ts'

/**
 * Records that a challenge was passed; false where it was before. One statement, so that of any number of simultaneous
 * answers at any number of processes one counts.
 */
export async function useChallenge(db: Db, challenge: Challenge): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('used_challenges')
    .values({ environment_id: db.environmentId, id: challenge.id, expires_at: expiryOf(challenge) })
    .onConflict((conflict) => conflict.columns(['environment_id', 'id']).doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}
