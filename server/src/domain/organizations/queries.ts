import type { Db } from '#platform/db'
import { newCode, newId } from '#platform/ids'
import type { Organization } from './organization.ts'

export async function createDefaultOrganization(
  db: Db,
  { environmentId, name, now }: { environmentId: string; name: string; now: Date },
): Promise<Organization> {
  const organization = { id: newId(), code: newCode('org_'), name, isDefault: true }
  await db
    .insertInto('organizations')
    .values({
      environment_id: environmentId,
      id: organization.id,
      code: organization.code,
      name,
      is_default: true,
      created_at: now,
    })
    .execute()
  return organization
}

export async function findDefaultOrganization(db: Db, environmentId: string): Promise<Organization | undefined> {
  return db
    .selectFrom('organizations')
    .select(['id', 'code', 'name', 'is_default as isDefault'])
    .where('environment_id', '=', environmentId)
    .where('is_default', '=', true)
    .executeTakeFirst()
}

export async function findOrganizationByCode(
  db: Db,
  environmentId: string,
  code: string,
): Promise<Organization | undefined> {
  return db
    .selectFrom('organizations')
    .select(['id', 'code', 'name', 'is_default as isDefault'])
    .where('environment_id', '=', environmentId)
    .where('code', '=', code)
    .executeTakeFirst()
}

/** Does nothing when the user is a member already. */
export async function addMembership(
  db: Db,
  environmentId: string,
  membership: { organizationId: string; userId: string; now: Date },
): Promise<void> {
  await db
    .insertInto('memberships')
    .values({
      environment_id: environmentId,
      organization_id: membership.organizationId,
      user_id: membership.userId,
      created_at: membership.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Oldest membership first. */
export async function listOrganizationsOfUser(db: Db, environmentId: string, userId: string): Promise<Organization[]> {
  return db
    .selectFrom('memberships')
    .innerJoin('organizations', (join) =>
      join
        .onRef('organizations.environment_id', '=', 'memberships.environment_id')
        .onRef('organizations.id', '=', 'memberships.organization_id'),
    )
    .select(['organizations.id', 'organizations.code', 'organizations.name', 'organizations.is_default as isDefault'])
    .where('memberships.environment_id', '=', environmentId)
    .where('memberships.user_id', '=', userId)
    .orderBy('memberships.created_at')
    .orderBy('organizations.id')
    .execute()
}
