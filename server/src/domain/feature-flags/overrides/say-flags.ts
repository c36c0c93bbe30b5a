import type { Context } from '#platform/context'
import type { Db } from '#platform/db'
import type { Author } from '#platform/outbox'
import { recordOverride, type Overrider } from '../events.ts'
import { checkLevel, noSuchFlag } from '../feature-flag.ts'
import { parseFlagValue } from '../flag-value.ts'
import { holdFlag } from '../queries.ts'
import { sayForEnvironment, sayForOrganization, sayForUser, type OverrideKey } from './queries.ts'

/** Values of overrides as text, by the keys of flags. */
export type FlagTexts = ReadonlyMap<string, string>

interface OverrideInput {
  /** The caller's transaction keeps it from being deleted. */
  readonly overrider: Overrider
  readonly author: Author
  readonly texts: FlagTexts
}

/**
 * Overrides flags at one level, in the caller's transaction. For a user the caller must invalidate the claims.
 *
 * @throws {NotFound} `FEATURE_FLAG_NOT_FOUND`
 * @throws {InvalidInput} `FLAG_OVERRIDE_NOT_ALLOWED`, `INVALID_FLAG_VALUE`
 */
export async function sayFlags(
  { db, clock, environment }: Pick<Context, 'db' | 'clock' | 'environment'>,
  { overrider, author, texts }: OverrideInput,
): Promise<void> {
  const { businessId } = environment
  const now = clock()
  // Every transaction locks the flags in this order, so that two of them never deadlock.
  for (const [key, text] of [...texts].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const flag = await holdFlag(db, businessId, key)
    if (!flag) throw noSuchFlag()
    checkLevel(flag, overrider.level)
    const value = parseFlagValue(flag.type, text)
    await say(db, { businessId, flagId: flag.id, overrider }, { value, now })
    await recordOverride(db, { occurredAt: now, author, overrider, keys: [key], value })
  }
}

function say(
  db: Db,
  { overrider, ...key }: OverrideKey & { readonly overrider: Overrider },
  said: { readonly value: unknown; readonly now: Date },
): Promise<void> {
  switch (overrider.level) {
    case 'env':
      return sayForEnvironment(db, key, said)
    case 'org':
      return sayForOrganization(db, { ...key, organizationId: overrider.organizationId }, said)
    case 'usr':
      return sayForUser(db, { ...key, userId: overrider.userId }, said)
  }
}
