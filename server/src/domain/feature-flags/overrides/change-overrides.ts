import { announceChange, type Db } from '#platform/db'
import type { Author } from '#platform/outbox'
import type { FlagContext } from '../change-flags.ts'
import { flagCacheKey } from '../feature-flag.ts'

/** The place of an override: the environment itself, an organization by its code, or a user by their id. */
export type OverrideTarget =
  | { readonly level: 'env' }
  | { readonly level: 'org'; readonly code: string }
  | { readonly level: 'usr'; readonly userId: string }

export interface OverridePlace {
  readonly target: OverrideTarget
  readonly author: Author
}

/** Runs `work` in a transaction. Overrides of an environment are cached; every process reads them again afterwards. */
export async function changeOverrides(
  ctx: FlagContext,
  { level }: OverrideTarget,
  work: (db: Db) => Promise<void>,
): Promise<void> {
  const changed = level === 'env' ? flagCacheKey(ctx.environment) : undefined
  await ctx.db.transaction().execute(async (db) => {
    await work(db)
    if (changed !== undefined) await announceChange(db, changed)
  })
  if (changed !== undefined) ctx.cache.drop(changed)
}
