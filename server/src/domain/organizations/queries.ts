import { isUniqueViolation, sql, type Db } from '#platform/db'
import { Conflict } from '#platform/errors'
import { newCode, newId } from '#platform/ids'
import type { SettingsChange } from '#domain/settings'
import { isOrganizationCode, type Organization, type OrganizationProfile } from './organization.ts'

export async function createDefaultOrganization(
  db: Db,
  { name, now }: { name: string; now: Date },
): Promise<Organization> {
  const organization = { id: newId(), code: newCode('org_'), name, handle: undefined, isDefault: true }
  await db
    .insertInto('organizations')
    .values({
      environment_id: db.environmentId,
      id: organization.id,
      code: organization.code,
      name,
      is_default: true,
      created_at: now,
    })
    .execute()
  return organization
}

function organizations(db: Db) {
  return db
    .selectFrom('organizations')
    .select(['id', 'code', 'name', 'handle', 'is_default'])
    .where('environment_id', '=', db.environmentId)
}

interface FoundRow {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly handle: string | null
  readonly is_default: boolean
}

function organizationOf({ id, code, name, handle, is_default: isDefault }: FoundRow): Organization {
  return { id, code, name, handle: handle ?? undefined, isDefault }
}

export async function findDefaultOrganization(db: Db): Promise<Organization | undefined> {
  const row = await organizations(db).where('is_default', '=', true).executeTakeFirst()
  return row && organizationOf(row)
}

export async function findOrganizationByCode(db: Db, code: string): Promise<Organization | undefined> {
  if (!isOrganizationCode(code)) return undefined
  const row = await organizations(db).where('code', '=', code).executeTakeFirst()
  return row && organizationOf(row)
}

export async function findOrganizationByHandle(db: Db, handle: string): Promise<Organization | undefined> {
  const row = await organizations(db).where('handle', '=', handle).executeTakeFirst()
  return row && organizationOf(row)
}

export async function findOrganizationByExternalId(db: Db, externalId: string): Promise<Organization | undefined> {
  const row = await organizations(db).where('external_id', '=', externalId).executeTakeFirst()
  return row && organizationOf(row)
}

/** Keeps an organization from being deleted until this transaction ends; changes to it go on. */
export async function holdOrganization(db: Db, code: string): Promise<Organization | undefined> {
  if (!isOrganizationCode(code)) return undefined
  const row = await organizations(db).where('code', '=', code).forKeyShare().executeTakeFirst()
  return row && organizationOf(row)
}

function profiles(db: Db) {
  return db
    .selectFrom('organizations')
    .select(['id', 'code', 'name', 'is_default', 'handle', 'external_id', 'is_auto_membership_enabled', 'created_at'])
    .select(['is_auto_join_domain_list', 'is_advanced', 'suspended_at', 'settings'])
    .select(
      sql<
        string[]
      >`array(select domain from organization_domains d where d.environment_id = organizations.environment_id
        and d.organization_id = organizations.id order by domain)`.as('allowed_domains'),
    )
    .where('environment_id', '=', db.environmentId)
}

type ProfileRow = NonNullable<Awaited<ReturnType<ReturnType<typeof profiles>['executeTakeFirst']>>>

function profileOf(row: ProfileRow): OrganizationProfile {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    isDefault: row.is_default,
    handle: row.handle ?? undefined,
    externalId: row.external_id ?? undefined,
    isAutoMembershipEnabled: row.is_auto_membership_enabled,
    isAutoJoinDomainList: row.is_auto_join_domain_list,
    allowedDomains: row.allowed_domains,
    isAdvanced: row.is_advanced,
    suspendedAt: row.suspended_at ?? undefined,
    settings: row.settings,
    createdAt: row.created_at,
  }
}

export async function findOrganizationProfile(db: Db, code: string): Promise<OrganizationProfile | undefined> {
  if (!isOrganizationCode(code)) return undefined
  const row = await profiles(db).where('code', '=', code).executeTakeFirst()
  return row && profileOf(row)
}

/** Returns the organization that users without another one become members of. */
export async function findDefaultProfile(db: Db): Promise<OrganizationProfile | undefined> {
  const row = await profiles(db).where('is_default', '=', true).executeTakeFirst()
  return row && profileOf(row)
}

/** Locks an organization against changes and deletion. Members may join meanwhile. */
export async function lockOrganization(db: Db, code: string): Promise<OrganizationProfile | undefined> {
  if (!isOrganizationCode(code)) return undefined
  const row = await profiles(db).where('code', '=', code).forNoKeyUpdate().executeTakeFirst()
  return row && profileOf(row)
}

/** Locks an organization for its deletion: no user becomes a member meanwhile. */
export async function lockOrganizationForDeletion(db: Db, code: string): Promise<OrganizationProfile | undefined> {
  if (!isOrganizationCode(code)) return undefined
  const row = await profiles(db).where('code', '=', code).forUpdate().executeTakeFirst()
  return row && profileOf(row)
}

/** Serializes decisions that depend on all organizations. */
export async function lockDefaultOrganization(db: Db): Promise<void> {
  await db
    .selectFrom('organizations')
    .select('id')
    .where('environment_id', '=', db.environmentId)
    .where('is_default', '=', true)
    .forNoKeyUpdate()
    .execute()
}

/** Returns whether people may join an organization by naming it. */
export async function hasOpenOrganization(db: Db, exceptId?: string): Promise<boolean> {
  const row = await db
    .selectFrom('organizations')
    .select('id')
    .where('environment_id', '=', db.environmentId)
    .where('is_auto_membership_enabled', '=', true)
    .where('suspended_at', 'is', null)
    .$if(exceptId !== undefined, (query) => query.where('id', '<>', exceptId ?? ''))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export interface OrganizationRow {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly externalId: string | null
  readonly handle: string | null
  readonly isAutoMembershipEnabled: boolean
  readonly settings: Readonly<Record<string, unknown>>
  readonly createdAt: Date
}

/** @throws {Conflict} `EXTERNAL_ID_TAKEN` */
export async function insertOrganization(db: Db, row: OrganizationRow): Promise<void> {
  await refusingTakenExternalId(() =>
    db
      .insertInto('organizations')
      .values({
        environment_id: db.environmentId,
        id: row.id,
        code: row.code,
        name: row.name,
        external_id: row.externalId,
        handle: row.handle,
        is_auto_membership_enabled: row.isAutoMembershipEnabled,
        settings: JSON.stringify(row.settings),
        created_at: row.createdAt,
      })
      .execute(),
  )
}

/** A change of an organization; an absent field keeps its value, `null` removes it. */
export interface OrganizationChange {
  readonly name?: string | undefined
  readonly externalId?: string | null | undefined
  readonly handle?: string | null | undefined
  readonly isAutoMembershipEnabled?: boolean | undefined
  readonly isAutoJoinDomainList?: boolean | undefined
  readonly allowedDomains?: readonly string[] | undefined
  readonly isAdvanced?: boolean | undefined
  readonly isSuspended?: boolean | undefined
  /** Ids of roles that new members get instead of those of the business; empty for those of the business. */
  readonly defaultRoles?: readonly string[] | undefined
  readonly settings?: SettingsChange
}

/**
 * Writes columns and settings of one organization.
 * @throws {Conflict} `EXTERNAL_ID_TAKEN`
 */
export async function writeOrganization(
  db: Db,
  { id }: { readonly id: string },
  change: Omit<OrganizationChange, 'allowedDomains' | 'defaultRoles' | 'isSuspended'> & {
    readonly suspendedAt?: Date | null
  },
): Promise<void> {
  const { settings = { said: {}, unsaid: [] }, suspendedAt } = change
  const { name, externalId, handle, isAutoMembershipEnabled, isAutoJoinDomainList, isAdvanced } = change
  await refusingTakenExternalId(() =>
    db
      .updateTable('organizations')
      .set({
        settings: sql<string>`(settings || ${JSON.stringify(settings.said)}::jsonb) - ${[...settings.unsaid]}::text[]`,
        ...(name === undefined ? {} : { name }),
        ...(externalId === undefined ? {} : { external_id: externalId }),
        ...(handle === undefined ? {} : { handle }),
        ...(isAutoMembershipEnabled === undefined ? {} : { is_auto_membership_enabled: isAutoMembershipEnabled }),
        ...(isAutoJoinDomainList === undefined ? {} : { is_auto_join_domain_list: isAutoJoinDomainList }),
        ...(isAdvanced === undefined ? {} : { is_advanced: isAdvanced }),
        ...(suspendedAt === undefined ? {} : { suspended_at: suspendedAt }),
      })
      .where('environment_id', '=', db.environmentId)
      .where('id', '=', id)
      .execute(),
  )
}

async function refusingTakenExternalId(write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isUniqueViolation(error, 'organizations_external_id_unique')) throw error
    throw new Conflict('EXTERNAL_ID_TAKEN', 'Another organization has this external_id.', { cause: error })
  }
}

/** Replaces the domains of an organization. */
export async function writeDomains(db: Db, { id }: { readonly id: string }, domains: readonly string[]): Promise<void> {
  await db
    .deleteFrom('organization_domains')
    .where('environment_id', '=', db.environmentId)
    .where('organization_id', '=', id)
    .execute()
  await sql`
    insert into organization_domains (environment_id, organization_id, domain)
    select distinct ${db.environmentId}::uuid, ${id}::uuid, domain from unnest(${[...domains]}::text[]) as domain`.execute(
    db,
  )
}

/** Removes the default roles of an organization, so that new members get those of the business again. */
export async function removeDefaultRoles(db: Db, { id }: { readonly id: string }): Promise<void> {
  await db
    .deleteFrom('organization_default_roles')
    .where('environment_id', '=', db.environmentId)
    .where('organization_id', '=', id)
    .execute()
}

/** Replaces the default roles of an organization. */
export async function writeDefaultRoles(db: Db, owner: OwnedByBusiness, roleIds: readonly string[]): Promise<void> {
  await removeDefaultRoles(db, owner)
  if (roleIds.length === 0) return
  await db
    .insertInto('organization_default_roles')
    .values(
      roleIds.map((roleId) => ({
        environment_id: db.environmentId,
        organization_id: owner.id,
        role_id: roleId,
        business_id: owner.businessId,
      })),
    )
    .execute()
}

interface OwnedByBusiness {
  readonly businessId: string
  readonly id: string
}

/**
 * Reserves a handle in the whole business, in place of the organization's former one; `null` reserves none.
 *
 * @throws {Conflict} `HANDLE_TAKEN`
 */
export async function writeHandle(db: Db, owner: OwnedByBusiness, handle: string | null): Promise<void> {
  await db
    .deleteFrom('organization_handles')
    .where('business_id', '=', owner.businessId)
    .where('environment_id', '=', db.environmentId)
    .where('organization_id', '=', owner.id)
    .execute()
  if (handle === null) return
  try {
    await db
      .insertInto('organization_handles')
      .values({
        business_id: owner.businessId,
        environment_id: db.environmentId,
        organization_id: owner.id,
        handle,
      })
      .execute()
  } catch (error) {
    if (!isUniqueViolation(error, 'organization_handles_pkey')) throw error
    throw new Conflict('HANDLE_TAKEN', 'Another organization of this business has this handle.', { cause: error })
  }
}

/** Deletes an organization, and by foreign key its memberships, overrides, applications and grants. */
export async function removeOrganization(db: Db, { id }: { readonly id: string }): Promise<void> {
  await db.deleteFrom('organizations').where('environment_id', '=', db.environmentId).where('id', '=', id).execute()
}

/** Returns the organizations of a user, oldest membership first. */
export async function listOrganizationsOfUser(db: Db, userId: string): Promise<Organization[]> {
  const rows = await db
    .selectFrom('memberships')
    .innerJoin('organizations', (join) =>
      join
        .onRef('organizations.environment_id', '=', 'memberships.environment_id')
        .onRef('organizations.id', '=', 'memberships.organization_id'),
    )
    .select(['organizations.id', 'organizations.code', 'organizations.name', 'organizations.handle'])
    .select('organizations.is_default')
    .where('memberships.environment_id', '=', db.environmentId)
    .where('memberships.user_id', '=', userId)
    .orderBy('memberships.created_at')
    .orderBy('organizations.id')
    .execute()
  return rows.map(organizationOf)
}
