import type { Context } from '#platform/context'
import { announceChange, endInOrder, type Db } from '#platform/db'
import { InvalidInput } from '#platform/errors'
import { applicationCacheKey } from '#domain/applications'
import { listSomeMembers, type MembersKey } from '#domain/memberships'
import {
  checkAnotherIsOpen,
  findOrganizationByCode,
  isOpenToSignUps,
  lockOrganization,
  lockOrganizationForDeletion,
  noSuchOrganization,
  organizationCacheKey,
  recordOrganizationDeletion,
  writeOrganization,
  type OrganizationProfile,
} from '#domain/organizations'
import { lockUsers } from '#domain/users'
import { MEMBER_ENDINGS, ORGANIZATION_ENDINGS } from './organization-endings.ts'
import type { OrganizationTarget } from './update-organization.ts'

type DeletionContext = Pick<Context, 'db' | 'clock' | 'cache' | 'environment'>

const AT_ONCE = 1_000

/**
 * Deletes an organization for good, with its overrides, its applications and every grant in it. Its members stay users
 * (O1-8, O1-9). A million members leave in parts, each for good: a deletion that was cut off is finished by asking again.
 *
 * @throws {NotFound} `ORGANIZATION_NOT_FOUND`
 * @throws {InvalidInput} `DEFAULT_ORGANIZATION_CANNOT_BE_DELETED`
 * @throws {Conflict} `LAST_OPEN_ORGANIZATION`
 */
export async function deleteOrganization(ctx: DeletionContext, { code, author }: OrganizationTarget): Promise<void> {
  const environmentId = ctx.environment.id
  const found = await findOrganizationByCode(ctx.db, code)
  if (!found) throw noSuchOrganization()
  if (found.isDefault) {
    throw new InvalidInput('DEFAULT_ORGANIZATION_CANNOT_BE_DELETED', 'The default organization cannot be deleted.')
  }
  await ctx.db.transaction().execute(async (db) => {
    const organization = await lockOrganization(db, code)
    if (organization) await closeToSignUps(ctx, db, organization)
  })
  const key = { organizationId: found.id }
  do {
    while ((await removeSome(ctx, key)) === AT_ONCE);
  } while (!(await removeEmpty(ctx, { key, code, author })))
  for (const prefix of changedBy(environmentId)) ctx.cache.drop(prefix)
}

/**
 * Closes an organization before anybody is taken out of it, so that others which close meanwhile do not count on it. Its
 * removal is then refused only if somebody opened it again.
 *
 * @throws {Conflict} `LAST_OPEN_ORGANIZATION`
 */
async function closeToSignUps(ctx: DeletionContext, db: Db, organization: OrganizationProfile): Promise<void> {
  if (!isOpenToSignUps(organization)) return
  const { id: environmentId } = ctx.environment
  await checkAnotherIsOpen(ctx, db, { exceptId: organization.id })
  await writeOrganization(db, { id: organization.id }, { isAutoMembershipEnabled: false })
  await announceChange(db, organizationCacheKey(environmentId))
}

/** Applications of the organization go with it. */
function changedBy(environmentId: string): readonly string[] {
  return [organizationCacheKey(environmentId), applicationCacheKey(environmentId)]
}

/** Takes some members out, with their grants; returns how many. */
async function removeSome(ctx: DeletionContext, key: MembersKey): Promise<number> {
  return ctx.db.transaction().execute(async (db) => {
    const userIds = await listSomeMembers(db, key, AT_ONCE)
    if (userIds.length === 0) return 0
    await lockUsers(db, userIds)
    await endInOrder(db, MEMBER_ENDINGS, { ...key, userIds, now: ctx.clock() })
    return userIds.length
  })
}

/**
 * Removes the organization itself, unless somebody joined meanwhile: false. They are not taken out here, while it is
 * held: whoever signs in holds the user first and then the organization, and the two would wait for one another.
 */
async function removeEmpty(
  ctx: DeletionContext,
  { key, code, author }: OrganizationTarget & { readonly key: MembersKey },
): Promise<boolean> {
  const { id: environmentId, businessId } = ctx.environment
  return ctx.db.transaction().execute(async (db) => {
    const organization = await lockOrganizationForDeletion(db, code)
    if (!organization) throw noSuchOrganization()
    if ((await listSomeMembers(db, key, 1)).length > 0) return false
    if (isOpenToSignUps(organization)) await checkAnotherIsOpen(ctx, db, { exceptId: organization.id })
    await endInOrder(db, ORGANIZATION_ENDINGS, { businessId, organizationId: organization.id })
    await recordOrganizationDeletion(db, { occurredAt: ctx.clock(), author, organization })
    for (const prefix of changedBy(environmentId)) await announceChange(db, prefix)
    return true
  })
}
