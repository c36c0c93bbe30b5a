import { announceChange, type Db } from '#platform/db'
import type { Author } from '#platform/outbox'
import { holdOrganization, noSuchOrganization } from '#domain/organizations'
import { lockUser, markClaimsChanged, noSuchUser } from '#domain/users'
import type { FlagContext } from '../change-flag.ts'
import { recordOverride, type Overrider } from '../events.ts'
import { flagCacheKey, noSuchFlag } from '../feature-flag.ts'
import { holdFlag } from '../queries.ts'
import { listKeysOf } from './views.ts'
import { unsayForEnvironment, unsayForOrganization, unsayForUser } from './queries.ts'
import { sayFlags } from './say-flags.ts'

/** The place of an override: the environment itself, an organization by its code, or a user by their id. */
export type OverrideTarget =
  | { readonly level: 'env' }
  | { readonly level: 'org'; readonly code: string }
  | { readonly level: 'usr'; readonly userId: string }

interface Where {
  readonly target: OverrideTarget
  readonly author: Author
}

/**
 * Overrides the value of a flag at one level. An override for a user appears at the user's next refresh; one for an
 * environment or an organization waits until the access token expires (P3-8, P3-9).
 *
 * @throws {NotFound} `FEATURE_FLAG_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`, `USER_NOT_FOUND`
 * @throws {InvalidInput} `FLAG_OVERRIDE_NOT_ALLOWED`, `INVALID_FLAG_VALUE`
 */
export async function overrideFlag(
  ctx: FlagContext,
  { target, author }: Where,
  { key, text }: { readonly key: string; readonly text: string },
): Promise<void> {
  const environmentId = ctx.environment.id
  await changeOverrides(ctx, target, async (db) => {
    const overrider = await holdOverrider(db, environmentId, target)
    await sayFlags({ ...ctx, db }, { overrider, author, texts: new Map([[key, text]]) })
    if (overrider.level === 'usr') await markClaimsChanged(db, environmentId, overrider.userId, ctx.clock())
  })
}

/**
 * Removes the override of a flag at one level, or with no `key` all overrides there. A level without overrides stays as
 * it is.
 *
 * @throws {NotFound} `FEATURE_FLAG_NOT_FOUND`, `ORGANIZATION_NOT_FOUND`, `USER_NOT_FOUND`
 */
export async function removeOverrides(
  ctx: FlagContext,
  { target, author }: Where,
  key: string | undefined,
): Promise<void> {
  const { id: environmentId, businessId } = ctx.environment
  const now = ctx.clock()
  await changeOverrides(ctx, target, async (db) => {
    const overrider = await holdOverrider(db, environmentId, target)
    const flag = key === undefined ? undefined : await holdFlag(db, businessId, key)
    if (key !== undefined && !flag) throw noSuchFlag()
    const removed = await unsay(db, environmentId, { overrider, flagId: flag?.id })
    if (removed.length === 0) return
    if (overrider.level === 'usr') await markClaimsChanged(db, environmentId, overrider.userId, now)
    const keys = await listKeysOf(db, businessId, removed)
    await recordOverride(db, environmentId, { occurredAt: now, author, overrider, keys })
  })
}

/** Runs `work` in a transaction. Overrides of an environment are cached; every process reads them again afterwards. */
async function changeOverrides(
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

/** Keeps the owner of the override from being deleted until the transaction ends. */
async function holdOverrider(db: Db, environmentId: string, target: OverrideTarget): Promise<Overrider> {
  switch (target.level) {
    case 'env':
      return target
    case 'org': {
      const organization = await holdOrganization(db, environmentId, target.code)
      if (!organization) throw noSuchOrganization()
      return { level: 'org', organizationId: organization.id, code: organization.code }
    }
    case 'usr':
      if (!(await lockUser(db, environmentId, target.userId))) throw noSuchUser()
      return target
  }
}

function unsay(
  db: Db,
  environmentId: string,
  { overrider, flagId }: { readonly overrider: Overrider; readonly flagId: string | undefined },
): Promise<readonly string[]> {
  switch (overrider.level) {
    case 'env':
      return unsayForEnvironment(db, { environmentId, flagId })
    case 'org':
      return unsayForOrganization(db, { environmentId, organizationId: overrider.organizationId, flagId })
    case 'usr':
      return unsayForUser(db, { environmentId, userId: overrider.userId, flagId })
  }
}
