import type { Context } from '#platform/context'
import { countActivity } from './count-activity.ts'
import { forgetCounts } from './queries.ts'

/**
 * Counts the activity of an environment again from all its events. Call it after writing events with a time in the past,
 * or after removing events: the counts do not follow them by themselves.
 */
export async function recountActivity(ctx: Pick<Context, 'db' | 'clock'>): Promise<void> {
  await forgetCounts(ctx.db)
  await countActivity(ctx)
}
