import { newId } from '#platform/ids'
import type { Author } from '#platform/outbox'
import { type FlagContext, type FlagDescription, changeFlags } from './change-flags.ts'
import { recordFlagEvent } from './events.ts'
import { parseFlagValue } from './flag-value.ts'
import { insertFlag } from './queries.ts'

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
  const { businessId } = ctx.environment
  const now = ctx.clock()
  const flag = { id: newId(), ...input, defaultValue: parseFlagValue(input.type, defaultText) }
  await changeFlags(ctx, async (db) => {
    await insertFlag(db, businessId, { ...flag, createdAt: now })
    await recordFlagEvent(db, { type: 'feature_flag.created', occurredAt: now, author, flag })
  })
}
