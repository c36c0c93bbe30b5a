import type { Db } from '#platform/db'
import { newCode, newId } from '#platform/ids'
import type { Organization } from './organization.ts'

export async function createDefaultOrganization(
  db: Db,
  { environmentId, name, now }: { environmentId: string; name: string; now: Date },
): Promise<Organization> {
  const organization = { id: newId(), code: newCode('org_'), name, handle: undefined, isDefault: true }
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
  const row = await db
    .selectFrom('organizations')
    .select(['id', 'code', 'name', 'handle', 'is_default'])
    .where('environment_id', '=', environmentId)
    .where('is_default', '=', true)
    .executeTakeFirst()
  return row && organizationOf(row)
}

export async function findOrganizationByCode(
  db: Db,
  environmentId: string,
  code: string,
): Promise<Organization | undefined> {
  const row = await db
    .selectFrom('organizations')
    .select(['id', 'code', 'name', 'handle', 'is_default'])
    .where('environment_id', '=', environmentId)
    .where('code', '=', code)
    .executeTakeFirst()
  return row && organizationOf(row)
}

/** Keeps an organization from being deleted until this transaction ends; changes of it go on. */
export async function holdOrganization(db: Db, environmentId: string, code: string): Promise<Organization | undefined> {
  const row = await db
    .selectFrom('organizations')
    .select(['id', 'code', 'name', 'handle', 'is_default'])
    .where('environment_id', '=', environmentId)
    .where('code', '=', code)
    .forKeyShare()
    .executeTakeFirst()
  return row && organizationOf(row)
}

export async function findOrganizationByHandle(
  db: Db,
  environmentId: string,
  handle: string,
): Promise<Organization | undefined> {
  const row = await db
    .selectFrom('organizations')
    .select(['id', 'code', 'name', 'handle', 'is_default'])
    .where('environment_id', '=', environmentId)
    .where('handle', '=', handle)
    .executeTakeFirst()
  return row && organizationOf(row)
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

/** What hangs on the memberships goes with them, by foreign key. */
export async function removeMembershipsOfUser(db: Db, environmentId: string, userId: string): Promise<void> {
  await db.deleteFrom('memberships').where('environment_id', '=', environmentId).where('user_id', '=', userId).execute()
}

/** Oldest membership first. */
export async function listOrganizationsOfUser(db: Db, environmentId: string, userId: string): Promise<Organization[]> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('organizations', (join) =>
      join
        .onRef('organizations.environment_id', '=', 'memberships.environment_id')
        .onRef('organizations.id', '=', 'memberships.organization_id'),
    )
    .select(['organizations.id', 'organizations.code', 'organizations.name', 'organizations.handle'])
    .select('organizations.is_default')
    .where('memberships.environment_id', '=', environmentId)
    .where('memberships.user_id', '=', userId)
    .orderBy('memberships.created_at')
    .orderBy('organizations.id')
    .execute()
  return rows.map(organizationOf)
}

interface OrganizationRow {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly handle: string | null
  readonly is_default: boolean
}

function organizationOf({ id, code, name, handle, is_default: isDefault }: OrganizationRow): Organization {
  return { id, code, name, handle: handle ?? undefined, isDefault }
}
