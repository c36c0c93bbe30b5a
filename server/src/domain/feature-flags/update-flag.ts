import { InvalidInput } from '#platform/errors'
import type { Author } from '#platform/outbox'
import { type FlagContext, type FlagDescription, changeFlags } from './change-flags.ts'
import { recordFlagEvent } from './events.ts'
import { noSuchFlag } from './feature-flag.ts'
import { parseFlagValue } from './flag-value.ts'
import { lockFlag, writeFlag } from './queries.ts'

/**
 * Changes name, description and default of a flag. It must be named with its type and level, and both stay: code that
 * reads the flag hangs on the one, what was said of it on the other.
 *
 * @throws {NotFound} `FEATURE_FLAG_NOT_FOUND`
 * @throws {InvalidInput} `FLAG_TYPE_FIXED`, `FLAG_LEVEL_FIXED`, `INVALID_FLAG_VALUE`
 */
export async function updateFlag(ctx: FlagContext, author: Author, description: FlagDescription): Promise<void> {
  const { businessId } = ctx.environment
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
    await recordFlagEvent(db, event)
  })
}
