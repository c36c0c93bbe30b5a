import { sql, type Db } from '#platform/db'
import type { OrganizationLevel } from '#domain/settings'
import { factorKindOf, storedKindOf, type Factor, type TrustedDevice } from './factor.ts'

/** Returns the factors of a person, the oldest first. */
export async function listFactors(db: Db, userId: string): Promise<readonly Factor[]> {
  const rows = await db
    .selectFrom('factors')
    .select(['id', 'kind', 'address', 'address_normalized', 'created_at', 'usage_count', 'last_used_at'])
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: storedKindOf(row.kind),
    address: row.address ?? undefined,
    normalized: row.address_normalized ?? undefined,
    createdAt: row.created_at,
    usageCount: row.usage_count,
    lastUsedAt: row.last_used_at ?? undefined,
  }))
}

/** Returns how many recovery codes a person has left. */
export async function countRecoveryCodes(db: Db, userId: string): Promise<number> {
  const { count } = await db
    .selectFrom('recovery_codes')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}

const TRUST_COLUMNS = [
  'id',
  'organization_id',
  'factor',
  'ip',
  'user_agent',
  'created_at',
  'last_used_at',
  'expires_at',
] as const

/** Returns the browsers that a person trusts, the latest first. */
export async function listTrustedDevices(
  db: Db,
  { userId, now, limit = 100 }: { readonly userId: string; readonly now: Date; readonly limit?: number },
): Promise<readonly TrustedDevice[]> {
  const rows = await db
    .selectFrom('trusted_devices')
    .select(TRUST_COLUMNS)
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(trustOf)
}

/** Returns the trust that this person has put in a browser with these secrets. */
export async function findTrust(
  db: Db,
  { userId, digests, now }: { readonly userId: string; readonly digests: readonly Buffer[]; readonly now: Date },
): Promise<readonly TrustedDevice[]> {
  if (digests.length === 0) return []
  const rows = await db
    .selectFrom('trusted_devices')
    .select(TRUST_COLUMNS)
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .where('digest', 'in', [...digests])
    .where('expires_at', '>', now)
    .execute()
  return rows.map(trustOf)
}

interface TrustRow {
  readonly id: string
  readonly organization_id: string | null
  readonly factor: string
  readonly ip: string | null
  readonly user_agent: string | null
  readonly created_at: Date
  readonly last_used_at: Date | null
  readonly expires_at: Date
}

function trustOf(row: TrustRow): TrustedDevice {
  return {
    id: row.id,
    organizationId: row.organization_id ?? undefined,
    factor: factorKindOf(row.factor),
    ip: row.ip ?? undefined,
    userAgent: row.user_agent ?? undefined,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at ?? undefined,
    expiresAt: row.expires_at,
  }
}

/** Whether the person declined an optional factor. */
export async function hasDeclined(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('declined_factors')
    .select('user_id')
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row !== undefined
}

/** The part of an organization in the policy for one of its members. */
export interface OrganizationPart extends OrganizationLevel {
  readonly id: string
  /** The member has roles there, and each of them is exempt (M5-13). */
  readonly isRoleExempt: boolean
  /** The connection of the sign-in is exempt (M5-14). */
  readonly isConnectionExempt: boolean
}

interface Member {
  readonly organizationId: string
  readonly userId: string | undefined
  readonly connectionId: string | undefined
}

/** Returns the part of an organization in the policy; undefined where it does not exist. */
export async function findOrganizationPart(db: Db, member: Member): Promise<OrganizationPart | undefined> {
  const { organizationId, userId = null, connectionId = null } = member
  const held = sql`membership_roles held join roles r on r.business_id = held.business_id and r.id = held.role_id
    where held.environment_id = o.environment_id and held.organization_id = o.id and held.user_id = ${userId}::uuid
    and r.deleted_at is null`
  const { rows } = await sql<OrganizationPart>`
    select o.id, o.settings, o.is_advanced as "isAdvanced",
      exists (select 1 from ${held}) and not exists (
        select 1 from ${held} and not exists (
          select 1 from factor_exempt_roles e
          where e.environment_id = o.environment_id and e.organization_id = o.id and e.role_id = held.role_id)
      ) as "isRoleExempt",
      exists (
        select 1 from factor_exempt_connections e
        where e.environment_id = o.environment_id and e.organization_id = o.id
          and e.connection_id = ${connectionId}::uuid) as "isConnectionExempt"
    from organizations o
    where o.environment_id = ${db.environmentId} and o.id = ${organizationId}`.execute(db)
  return rows[0]
}

/** Returns the roles that an organization does not ask for a factor, the first exempt first. */
export async function listExemptRoles(
  db: Db,
  organizationId: string,
): Promise<readonly { readonly id: string; readonly key: string; readonly name: string }[]> {
  return db
    .selectFrom('factor_exempt_roles as exempt')
    .innerJoin('roles', (join) =>
      join.onRef('roles.business_id', '=', 'exempt.business_id').onRef('roles.id', '=', 'exempt.role_id'),
    )
    .select(['roles.id', 'roles.key', 'roles.name'])
    .where('exempt.environment_id', '=', db.environmentId)
    .where('exempt.organization_id', '=', organizationId)
    .where('roles.deleted_at', 'is', null)
    .orderBy('exempt.created_at')
    .orderBy('roles.id')
    .execute()
}

/** Returns the ids of the connections after which an organization asks for no factor, the first exempt first. */
export async function listExemptConnections(db: Db, organizationId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('factor_exempt_connections')
    .select('connection_id')
    .where('environment_id', '=', db.environmentId)
    .where('organization_id', '=', organizationId)
    .orderBy('created_at')
    .orderBy('connection_id')
    .execute()
  return rows.map((row) => row.connection_id)
}
