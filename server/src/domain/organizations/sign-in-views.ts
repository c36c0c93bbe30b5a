import { sql, type Db } from '#platform/db'
import { isOrganizationCode, type Organization } from './organization.ts'

/** An organization with the facts that a sign-in needs. */
export interface EnterableOrganization extends Organization {
  readonly isSuspended: boolean
  /** The time of the user's last sign-in to it. */
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

interface MembershipFilter {
  readonly userId: string
  /** Only organizations where the user has one of these. */
  readonly roleIds?: readonly string[] | undefined
}

interface MembershipSearch extends MembershipFilter {
  readonly limit: number
  /** The number of organizations to skip at the beginning. */
  readonly offset?: number
  /** Only organizations whose name contains this text, in any case. */
  readonly text?: string | undefined
}

/** Selects the memberships of a user with their organizations, suspended or not. */
function membershipsOf(environmentId: string, { userId, roleIds }: MembershipFilter) {
  const isForRole =
    roleIds === undefined
      ? sql``
      : sql`and exists (
      select from membership_roles held
      join roles r on r.business_id = held.business_id and r.id = held.role_id
      where held.environment_id = m.environment_id and held.organization_id = m.organization_id
        and held.user_id = m.user_id and held.role_id = any(${roleIds}::uuid[]) and r.deleted_at is null)`
  return sql`from memberships m
    join organizations o on o.environment_id = m.environment_id and o.id = m.organization_id
    where m.environment_id = ${environmentId} and m.user_id = ${userId} ${isForRole}`
}

/** lower() of a C database knows ASCII alone: other letters are searched in the usual cases of names. */
function spellingsOf(text: string): readonly string[] {
  const small = text.toLowerCase()
  const titled = small.replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase())
  return [...new Set([text, small, text.toUpperCase(), titled])]
}

const COLUMNS = sql`o.id, o.code, o.name, o.handle, o.is_default, o.suspended_at, m.last_signed_in_at`

/** Returns the organizations that a user may enter, the latest entered first. Suspended ones are left out. */
export async function listEnterableOrganizations(
  db: Db,
  { limit, offset = 0, text = '', ...whose }: MembershipSearch,
): Promise<readonly EnterableOrganization[]> {
  const isNamed =
    text === ''
      ? sql``
      : sql`and exists (select from unnest(${spellingsOf(text)}::text[]) s where strpos(lower(o.name), lower(s)) > 0)`
  const { rows } = await sql<Row>`
    select ${COLUMNS} ${membershipsOf(db.environmentId, whose)} and o.suspended_at is null ${isNamed}
    order by m.last_signed_in_at desc nulls last, o.name collate "C", o.id limit ${limit} offset ${offset}`.execute(db)
  return rows.map(enterableOf)
}

/** Returns one organization that a user may enter, by its id or code; undefined where they may not, or it is suspended. */
export async function findEnterableOrganization(
  db: Db,
  {
    id,
    code,
    ...whose
  }: MembershipFilter &
    ({ readonly id: string; readonly code?: never } | { readonly id?: never; readonly code: string }),
): Promise<EnterableOrganization | undefined> {
  const isIt = id === undefined ? sql`o.code = ${code}` : sql`o.id = ${id}`
  const { rows } = await sql<Row>`
    select ${COLUMNS} ${membershipsOf(db.environmentId, whose)} and o.suspended_at is null and ${isIt}`.execute(db)
  return rows[0] && enterableOf(rows[0])
}

/** Returns whether a user could enter an organization if it were not suspended. */
export async function hasSuspendedOrganization(db: Db, whose: MembershipFilter): Promise<boolean> {
  const { rows } = await sql`
    select ${membershipsOf(db.environmentId, whose)} and o.suspended_at is not null limit 1`.execute(db)
  return rows.length > 0
}

/** Returns the organizations that a person who signs up with an address of this domain becomes a member of (O2-23). */
export async function listOrganizationsOfDomain(
  db: Db,
  { domain, limit }: { readonly domain: string; readonly limit: number },
): Promise<readonly EnterableOrganization[]> {
  const { rows } = await sql<Row>`
    select o.id, o.code, o.name, o.handle, o.is_default, o.suspended_at, null as last_signed_in_at
    from organization_domains d
    join organizations o on o.environment_id = d.environment_id and o.id = d.organization_id
    where d.environment_id = ${db.environmentId} and d.domain = ${domain} and o.is_advanced and o.is_auto_join_domain_list
      and o.is_auto_membership_enabled and o.suspended_at is null
    order by o.name collate "C", o.id limit ${limit}`.execute(db)
  return rows.map(enterableOf)
}

/**
 * Returns the organizations among these whose new members get one of these roles: from the organization's own default
 * roles, or else from those of the business.
 */
export async function listGivingRole(
  db: Db,
  { businessId }: { readonly businessId: string },
  { ids, roleIds }: { readonly ids: readonly string[]; readonly roleIds: readonly string[] },
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select o.id from organizations o
    where o.environment_id = ${db.environmentId} and o.id = any(${ids}::uuid[]) and exists (
      select from roles r
      where r.business_id = ${businessId} and r.id = any(${roleIds}::uuid[]) and r.deleted_at is null and case
        when exists (select from organization_default_roles d
          where d.environment_id = o.environment_id and d.organization_id = o.id)
        then exists (select from organization_default_roles d
          where d.environment_id = o.environment_id and d.organization_id = o.id and d.role_id = r.id)
        else r.is_default end)`.execute(db)
  return rows.map(({ id }) => id)
}

/** Returns the organization that this session entered last. */
export async function findOrganizationOfSession(db: Db, sessionId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('grants')
    .select('organization_id')
    .where('environment_id', '=', db.environmentId)
    .where('session_id', '=', sessionId)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.organization_id ?? undefined
}

/** Keeps an organization from being suspended or deleted until the transaction ends; false when it is already. */
export async function holdOpenOrganization(
  db: Db,
  { organizationId }: { readonly organizationId: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('organizations')
    .select('id')
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', organizationId)
    .where('suspended_at', 'is', null)
    .forShare()
    .executeTakeFirst()
  return row !== undefined
}

/** The settings of an organization that decide how mail to its members looks. */
export interface StoredLook {
  readonly code: string
  /** Raw; read them through `#domain/settings`. */
  readonly settings: unknown
  readonly isAdvanced: boolean
  readonly logoDigest: string | undefined
}

function selectLooks(db: Db) {
  return db
    .selectFrom('organizations')
    .leftJoin('organization_logos', (join) =>
      join
        .onRef('organization_logos.environment_id', '=', 'organizations.environment_id')
        .onRef('organization_logos.organization_id', '=', 'organizations.id')
        .on('organization_logos.theme', '=', 'light'),
    )
    .select(['organizations.code', 'organizations.settings', 'organizations.is_advanced', 'organization_logos.digest'])
    .where('organizations.environment_id', '=', db.environmentId)
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

/** Returns the organizations of a user, or the one of them with this code. */
export async function listLooksOfMemberships(
  db: Db,
  { userId, code, limit }: { readonly userId: string; readonly code: string | undefined; readonly limit: number },
): Promise<readonly StoredLook[]> {
  if (code !== undefined && !isOrganizationCode(code)) return []
  const query = selectLooks(db)
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

export async function findLookOfOrganization(db: Db, code: string): Promise<StoredLook | undefined> {
  if (!isOrganizationCode(code)) return undefined
  const row = await selectLooks(db).where('organizations.code', '=', code).executeTakeFirst()
  return row && lookOf(row)
}
