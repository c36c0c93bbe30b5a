import { sql, type Db } from '#platform/db'
import { isOrganizationCode, type Organization } from './organization.ts'
import type { MembersKey } from './members/queries.ts'

/** An organization as somebody at the door sees it. */
export interface EnterableOrganization extends Organization {
  readonly isSuspended: boolean
  /** When they last signed in to it. */
  readonly lastSignedInAt: Date | undefined
}

interface Row {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly handle: string | null
  readonly is_default: boolean
  readonly suspended_at: Date | null
  readonly last_signed_in_at: Date | null
}

function enterableOf(row: Row): EnterableOrganization {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    handle: row.handle ?? undefined,
    isDefault: row.is_default,
    isSuspended: row.suspended_at !== null,
    lastSignedInAt: row.last_signed_in_at ?? undefined,
  }
}

interface Wanted {
  readonly userId: string
  readonly limit: number
  /** Only those where they have one of these. */
  readonly roleIds?: readonly string[] | undefined
}

/** The organizations of a user, the ones they were in last first. */
export async function listEnterableOrganizations(
  db: Db,
  environmentId: string,
  { userId, limit, roleIds }: Wanted,
): Promise<readonly EnterableOrganization[]> {
  const isForRole =
    roleIds === undefined
      ? sql``
      : sql`and exists (
      select from membership_roles held
      join roles r on r.business_id = held.business_id and r.id = held.role_id
      where held.environment_id = m.environment_id and held.organization_id = m.organization_id
        and held.user_id = m.user_id and held.role_id = any(${roleIds}::uuid[]) and r.deleted_at is null)`
  const { rows } = await sql<Row>`
    select o.id, o.code, o.name, o.handle, o.is_default, o.suspended_at, m.last_signed_in_at
    from memberships m
    join organizations o on o.environment_id = m.environment_id and o.id = m.organization_id
    where m.environment_id = ${environmentId} and m.user_id = ${userId} ${isForRole}
    order by m.last_signed_in_at desc nulls last, o.name collate "C", o.id limit ${limit}`.execute(db)
  return rows.map(enterableOf)
}

/** Organizations that whoever signs up with an address of this domain becomes a member of (O2-23). */
export async function listOrganizationsOfDomain(
  db: Db,
  environmentId: string,
  { domain, limit }: { readonly domain: string; readonly limit: number },
): Promise<readonly EnterableOrganization[]> {
  const { rows } = await sql<Row>`
    select o.id, o.code, o.name, o.handle, o.is_default, o.suspended_at, null as last_signed_in_at
    from organization_domains d
    join organizations o on o.environment_id = d.environment_id and o.id = d.organization_id
    where d.environment_id = ${environmentId} and d.domain = ${domain} and o.is_advanced and o.is_auto_join_domain_list
      and o.is_auto_membership_enabled and o.suspended_at is null
    order by o.name collate "C", o.id limit ${limit}`.execute(db)
  return rows.map(enterableOf)
}

/** Of these organizations those whose new members get one of these roles: the organization's own, or else the business's. */
export async function listGivingRole(
  db: Db,
  { environmentId, businessId }: { readonly environmentId: string; readonly businessId: string },
  { ids, roleIds }: { readonly ids: readonly string[]; readonly roleIds: readonly string[] },
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select o.id from organizations o
    where o.environment_id = ${environmentId} and o.id = any(${ids}::uuid[]) and exists (
      select from roles r
      where r.business_id = ${businessId} and r.id = any(${roleIds}::uuid[]) and r.deleted_at is null and case
        when exists (select from organization_default_roles d
          where d.environment_id = o.environment_id and d.organization_id = o.id)
        then exists (select from organization_default_roles d
          where d.environment_id = o.environment_id and d.organization_id = o.id and d.role_id = r.id)
        else r.is_default end)`.execute(db)
  return rows.map(({ id }) => id)
}

/** The organization that this session entered last. */
export async function findOrganizationOfSession(
  db: Db,
  environmentId: string,
  sessionId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('grants')
    .select('organization_id')
    .where('environment_id', '=', environmentId)
    .where('session_id', '=', sessionId)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.organization_id ?? undefined
}

/** Until the transaction ends it is neither suspended nor deleted; false when it is. */
export async function holdOpenOrganization(db: Db, { environmentId, organizationId }: MembersKey): Promise<boolean> {
  const row = await db
    .selectFrom('organizations')
    .select('id')
    .where('environment_id', '=', environmentId)
    .where('id', '=', organizationId)
    .where('suspended_at', 'is', null)
    .forShare()
    .executeTakeFirst()
  return row !== undefined
}

/** An organization as far as it decides how mail to its members looks. */
export interface StoredLook {
  readonly code: string
  /** Raw; read them through `#domain/settings`. */
  readonly settings: unknown
  readonly isAdvanced: boolean
  readonly logoDigest: string | undefined
}

function selectLooks(db: Db, environmentId: string) {
  return db
    .selectFrom('organizations')
    .leftJoin('organization_logos', (join) =>
      join
        .onRef('organization_logos.environment_id', '=', 'organizations.environment_id')
        .onRef('organization_logos.organization_id', '=', 'organizations.id')
        .on('organization_logos.theme', '=', 'light'),
    )
    .select(['organizations.code', 'organizations.settings', 'organizations.is_advanced', 'organization_logos.digest'])
    .where('organizations.environment_id', '=', environmentId)
}

interface LookRow {
  readonly code: string
  readonly settings: unknown
  readonly is_advanced: boolean
  readonly digest: string | null
}

function lookOf(row: LookRow): StoredLook {
  return {
    code: row.code,
    settings: row.settings,
    isAdvanced: row.is_advanced,
    logoDigest: row.digest ?? undefined,
  }
}

/** The organizations of a user, or the one of them that has this code. */
export async function listLooksOfMemberships(
  db: Db,
  environmentId: string,
  { userId, code, limit }: { readonly userId: string; readonly code: string | undefined; readonly limit: number },
): Promise<readonly StoredLook[]> {
  if (code !== undefined && !isOrganizationCode(code)) return []
  const query = selectLooks(db, environmentId)
    .innerJoin('memberships', (join) =>
      join
        .onRef('memberships.environment_id', '=', 'organizations.environment_id')
        .onRef('memberships.organization_id', '=', 'organizations.id'),
    )
    .where('memberships.user_id', '=', userId)
    .limit(limit)
  const rows = await (code === undefined ? query : query.where('organizations.code', '=', code)).execute()
  return rows.map(lookOf)
}

export async function findLookOfOrganization(
  db: Db,
  environmentId: string,
  code: string,
): Promise<StoredLook | undefined> {
  if (!isOrganizationCode(code)) return undefined
  const row = await selectLooks(db, environmentId).where('organizations.code', '=', code).executeTakeFirst()
  return row && lookOf(row)
}
