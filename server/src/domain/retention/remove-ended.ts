import { addSeconds } from '#platform/clock'
import type { Services } from '#platform/context'
import type { Db } from '#platform/db'
import {
  createMonths,
  deleteSomeEmptyGrants,
  deleteSomeEnded,
  dropMonths,
  FIRST_GRANT,
  giveUpQueuedMail,
  giveUpQueuedSms,
  listEnvironmentIds,
  type GrantPlace,
} from './queries.ts'
import { EMPTY_GRANT_SECONDS, ENDED, KEPT_MONTHS, QUEUED_MAIL_SECONDS } from './rules.ts'

const MONTHS_AHEAD = 2

/**
 * Makes the months to come and removes what has ended. Can be run at any time, any number of times, and goes on where it
 * was interrupted.
 */
export async function removeEnded({ database, clock }: Pick<Services, 'database' | 'clock'>): Promise<void> {
  const now = clock()
  await createMonths(database.system, now, MONTHS_AHEAD)
  for (const environmentId of await listEnvironmentIds(database.system)) {
    const db = database.environment(environmentId)
    await giveUpQueuedMail(db, addSeconds(now, -QUEUED_MAIL_SECONDS))
    await giveUpQueuedSms(db, addSeconds(now, -QUEUED_MAIL_SECONDS))
    for (const rule of ENDED) {
      const before = addSeconds(now, -rule.afterSeconds)
      while (await deleteSomeEnded(db, rule, before));
    }
    await removeEmptyGrants(db, addSeconds(now, -EMPTY_GRANT_SECONDS))
  }
  for (const { table, afterSeconds } of KEPT_MONTHS)
    await dropMonths(database.system, table, addSeconds(now, -afterSeconds))
}

/** Walks through all of that age, since those that are still used stay among them. */
async function removeEmptyGrants(db: Db, before: Date): Promise<void> {
  let place: GrantPlace | undefined = FIRST_GRANT
  while (place) place = await deleteSomeEmptyGrants(db, { before, after: place })
}
