import type { Db } from '#platform/db'
import { markClaimsChanged } from '#domain/users'
import type { FlagContext } from '../change-flags.ts'
import { recordOverride, type Overrider } from '../events.ts'
import { noSuchFlag } from '../feature-flag.ts'
import { holdFlag } from '../queries.ts'
import { type OverridePlace, changeOverrides } from './change-overrides.ts'
import { holdOverrider } from './hold-overrider.ts'
import { unsayForEnvironment, unsayForOrganization, unsayForUser } from './queries.ts'
import { listKeysOf } from './views.ts'

/**
 * Removes the override of a flag at one level, or with no `key` all overrides there. A level without overrides stays as
 * it is.
 *
 * @throws {NotFound} `FEATURE_FLAG_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`, `USER_NOT_FOUND`
 */
export async function removeOverrides(
  ctx: FlagContext,
  { target, author }: OverridePlace,
  key: string | undefined,
): Promise<void> {
  const { businessId } = ctx.environment
  const now = ctx.clock()
  await changeOverrides(ctx, target, async (db) => {
    const overrider = await holdOverrider(db, target)
    const flag = key === undefined ? undefined : await holdFlag(db, businessId, key)
    if (key !== undefined && !flag) throw noSuchFlag()
    const removed = await unsay(db, { overrider, flagId: flag?.id })
    if (removed.length === 0) return
    if (overrider.level === 'usr') await markClaimsChanged(db, overrider.userId, now)
    const keys = await listKeysOf(db, businessId, removed)
    await recordOverride(db, { occurredAt: now, author, overrider, keys })
  })
}

function unsay(
  db: Db,
  { overrider, flagId }: { readonly overrider: Overrider; readonly flagId: string | undefined },
): Promise<readonly string[]> {
  switch (overrider.level) {
    case 'env':
      return unsayForEnvironment(db, { flagId })
    case 'org':
      return unsayForOrganization(db, {
        organizationId: overrider.organizationId,
        flagId,
      })
    case 'usr':
      return unsayForUser(db, { userId: overrider.userId, flagId })
  }
}
