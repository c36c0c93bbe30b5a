import type { Clock } from '#platform/clock'
import type { Db } from '#platform/db'
import { markClaimsChangedOf } from '#domain/users'
import { listHolders, type HeldAssignment, type Holder } from './queries.ts'

/** Users per transaction: every member has a default role. */
export const BATCH = 500

/** Has everybody who has this get new claims at the next refresh. */
export async function markClaimsOfHolders(db: Db, held: HeldAssignment, clock: Clock): Promise<void> {
  let after: Holder | undefined
  do {
    const holders = await listHolders(db, held, { after, limit: BATCH })
    const users = holders.map(({ userId }) => userId)
    await markClaimsChangedOf(db, users, clock())
    after = holders.length === BATCH ? holders.at(-1) : undefined
  } while (after)
}
