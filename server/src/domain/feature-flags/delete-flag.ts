import { addJob } from '#platform/jobs'
import type { Author } from '#platform/outbox'
import { type FlagContext, changeFlags } from './change-flags.ts'
import { recordFlagEvent } from './events.ts'
import { noSuchFlag } from './feature-flag.ts'
import { REMOVE_FEATURE_FLAG } from './job-names.ts'
import { lockFlag, markFlagDeleted } from './queries.ts'

/**
 * Deletes a flag: at once no token says it, and what was said of it is removed afterwards.
 *
 * @throws {NotFound} `FEATURE_FLAG_NOT_FOUND`
 */
export async function deleteFlag(ctx: FlagContext, author: Author, key: string): Promise<void> {
  const { businessId } = ctx.environment
  const now = ctx.clock()
  await changeFlags(ctx, async (db) => {
    const flag = await lockFlag(db, businessId, key)
    if (!flag) throw noSuchFlag()
    await markFlagDeleted(db, businessId, flag.id, now)
    await addJob(db, REMOVE_FEATURE_FLAG, { businessId, flagId: flag.id })
    await recordFlagEvent(db, { type: 'feature_flag.deleted', occurredAt: now, author, flag })
  })
}
