import type { Context } from '#platform/context'
import { announceChange, type Db } from '#platform/db'
import { InvalidInput } from '#platform/errors'
import { newId } from '#platform/ids'
import { addJob } from '#platform/jobs'
import type { Author } from '#platform/outbox'
import { recordFlagEvent } from './events.ts'
import { flagCacheKey, noSuchFlag, type FeatureFlag } from './feature-flag.ts'
import { parseFlagValue } from './flag-value.ts'
import { REMOVE_FEATURE_FLAG } from './job-names.ts'
import { insertFlag, lockFlag, markFlagDeleted, writeFlag } from './queries.ts'

export type FlagContext = Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>

/** A flag as somebody describes it: its default is text still. */
export interface FlagDescription extends Omit<FeatureFlag, 'id' | 'defaultValue'> {
  readonly defaultText: string
}

/**
 * Defines a flag for all environments of the business.
 *
 * @throws {InvalidInput} `INVALID_FLAG_VALUE`
 * @throws {Conflict} `FEATURE_FLAG_KEY_TAKEN`
 */
export async function createFlag(
  ctx: FlagContext,
  author: Author,
  { defaultText, ...input }: FlagDescription,
): Promise<void> {
  const { id: environmentId, businessId } = ctx.environment
  const now = ctx.clock()
  const flag = { id: newId(), ...input, defaultValue: parseFlagValue(input.type, defaultText) }
  await changeFlags(ctx, async (db) => {
    await insertFlag(db, businessId, { ...flag, createdAt: now })
    await recordFlagEvent(db, environmentId, { type: 'feature_flag.created', occurredAt: now, author, flag })
  })
}

/**
 * Changes name, description and default of a flag. It must be named with its type and level, and both stay: code that
 * reads the flag hangs on the one, what was said of it on the other.
 *
 * @throws {NotFound} `FEATURE_FLAG_NOT_FOUND`
 * @throws {InvalidInput} `FLAG_TYPE_FIXED`, `FLAG_LEVEL_FIXED`, `INVALID_FLAG_VALUE`
 */
export async function updateFlag(ctx: FlagContext, author: Author, description: FlagDescription): Promise<void> {
  const { id: environmentId, businessId } = ctx.environment
  await changeFlags(ctx, async (db) => {
    const before = await lockFlag(db, businessId, description.key)
    if (!before) throw noSuchFlag()
    if (description.type !== before.type) {
      throw new InvalidInput('FLAG_TYPE_FIXED', `The type of this flag is ${before.type}, and stays so.`)
    }
    if (description.overrideLevel !== before.overrideLevel) {
      throw new InvalidInput('FLAG_LEVEL_FIXED', `The override level of this flag is ${before.overrideLevel} for good.`)
    }
    const { name, description: text } = description
    const defaultValue = parseFlagValue(before.type, description.defaultText)
    const flag = { ...before, name, description: text, defaultValue }
    await writeFlag(db, businessId, flag)
    const event = { type: 'feature_flag.updated', occurredAt: ctx.clock(), author, flag } as const
    await recordFlagEvent(db, environmentId, event)
  })
}

/**
 * Deletes a flag: at once no token says it, and what was said of it is removed afterwards.
 *
 * @throws {NotFound} `FEATURE_FLAG_NOT_FOUND`
 */
export async function deleteFlag(ctx: FlagContext, author: Author, key: string): Promise<void> {
  const { id: environmentId, businessId } = ctx.environment
  const now = ctx.clock()
  await changeFlags(ctx, async (db) => {
    const flag = await lockFlag(db, businessId, key)
    if (!flag) throw noSuchFlag()
    await markFlagDeleted(db, businessId, flag.id, now)
    await addJob(db, REMOVE_FEATURE_FLAG, { businessId, flagId: flag.id })
    await recordFlagEvent(db, environmentId, { type: 'feature_flag.deleted', occurredAt: now, author, flag })
  })
}

/** Runs in a transaction; every process reads the flags of the business again afterwards. */
async function changeFlags(ctx: FlagContext, work: (db: Db) => Promise<void>): Promise<void> {
  const changed = flagCacheKey({ businessId: ctx.environment.businessId })
  await ctx.db.transaction().execute(async (db) => {
    await work(db)
    await announceChange(db, changed)
  })
  ctx.cache.drop(changed)
}
