import type { Context } from '#platform/context'
import { announceChange } from '#platform/db'
import { InvalidInput } from '#platform/errors'
import { applicationCacheKey } from '#domain/applications'
import { removeGrantsOfMembers } from '#domain/grants'
import { lockUsers, markClaimsChangedOf } from '#domain/users'
import { recordOrganizationDeletion } from './events.ts'
import { removeMembers, type MembersKey } from './members/queries.ts'
import { listSomeMembers } from './members/views.ts'
import { noSuchOrganization, organizationCacheKey } from './organization.ts'
import { findOrganizationByCode, lockOrganization, removeOrganization, writeHandle } from './queries.ts'
import type { OrganizationTarget } from './update-organization.ts'

type DeletionContext = Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>

const AT_ONCE = 1_000

/**
 * Deletes an organization for good, with its overrides, its applications and every grant in it. Its members stay users
 * (O1-8, O1-9). A million members leave in parts, each for good: a deletion that was cut off is finished by asking again.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`
 * @throws {InvalidInput} `DEFAULT_ORGANIZATION_CANNOT_BE_DELETED`
 */
export async function deleteOrganization(ctx: DeletionContext, { code, author }: OrganizationTarget): Promise<void> {
  const { id: environmentId, businessId } = ctx.environment
  const found = await findOrganizationByCode(ctx.db, environmentId, code)
  if (!found) throw noSuchOrganization()
  if (found.isDefault) {
    throw new InvalidInput('DEFAULT_ORGANIZATION_CANNOT_BE_DELETED', 'The default organization cannot be deleted.')
  }
  const key = { environmentId, organizationId: found.id }
  while ((await removeSome(ctx, key)) === AT_ONCE);
  // Applications of the organization go with it.
  const prefixes = [organizationCacheKey(environmentId), applicationCacheKey(environmentId)]
  await ctx.db.transaction().execute(async (db) => {
    const organization = await lockOrganization(db, environmentId, code)
    if (!organization) throw noSuchOrganization()
    while ((await removeSome({ ...ctx, db }, key)) === AT_ONCE);
    await writeHandle(db, { businessId, environmentId, id: organization.id }, null)
    await removeOrganization(db, { environmentId, id: organization.id })
    await recordOrganizationDeletion(db, environmentId, { occurredAt: ctx.clock(), author, organization })
    for (const prefix of prefixes) await announceChange(db, prefix)
  })
  for (const prefix of prefixes) ctx.cache.drop(prefix)
}

/** Takes some members out, with their grants; returns how many. */
async function removeSome(ctx: DeletionContext, key: MembersKey): Promise<number> {
  const { environmentId, organizationId } = key
  const work = async (db: Context['db']) => {
    const userIds = await listSomeMembers(db, key, AT_ONCE)
    if (userIds.length === 0) return 0
    await lockUsers(db, environmentId, userIds)
    await removeMembers(db, key, userIds)
    await removeGrantsOfMembers(db, environmentId, { organizationId, userIds })
    await markClaimsChangedOf(db, environmentId, userIds, ctx.clock())
    return userIds.length
  }
  return ctx.db.isTransaction ? work(ctx.db) : ctx.db.transaction().execute(work)
}
