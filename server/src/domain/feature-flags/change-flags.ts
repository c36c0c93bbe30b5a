import type { Context } from '#platform/context'
import { announceChange, type Db } from '#platform/db'
import { flagCacheKey, type FeatureFlag } from './feature-flag.ts'

export type FlagContext = Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>

/** A flag as somebody describes it: its default is text still. */
export interface FlagDescription extends Omit<FeatureFlag, 'id' | 'defaultValue'> {
  readonly defaultText: string
}

/** Runs in a transaction; every process reads the flags of the business again afterwards. */
export async function changeFlags(ctx: FlagContext, work: (db: Db) => Promise<void>): Promise<void> {
  const changed = flagCacheKey({ businessId: ctx.environment.businessId })
  await ctx.db.transaction().execute(async (db) => {
    await work(db)
    await announceChange(db, changed)
  })
  ctx.cache.drop(changed)
}
