import { sql, type Db } from '#platform/db'

/** Keys of flags, deleted ones aside. */
export async function listKeysOf(db: Db, businessId: string, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('feature_flags')
    .select('key')
    .where('business_id', '=', businessId)
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .orderBy('key')
    .execute()
  return rows.map((row) => row.key)
}

interface OverridePage {
  readonly flagId: string
  /** The id of the last organization or user of the page before. */
  readonly after: string | undefined
  readonly limit: number
}

interface Override {
  readonly id: string
  readonly value: unknown
  readonly updatedAt: Date
}

export interface OrganizationOverride extends Override {
  readonly code: string
  readonly name: string
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** Returns organizations that override a flag, by their ids. */
export async function listOverridingOrganizations(
  db: Db,
  { flagId, after = FIRST_ID, limit }: OverridePage,
): Promise<readonly OrganizationOverride[]> {
  const { rows } = await sql<OrganizationOverride>`
    select o.id, o.code, o.name, f.value, f.updated_at as "updatedAt"
    from organization_feature_flags f
    join organizations o on o.environment_id = f.environment_id and o.id = f.organization_id
    where f.environment_id = ${db.environmentId} and f.flag_id = ${flagId} and f.organization_id > ${after}
    order by f.organization_id limit ${limit}`.execute(db)
  return rows
}

export interface UserOverride extends Override {
  readonly givenName: string | null
  readonly familyName: string | null
  readonly email: string | null
}

/** Returns users for whom a flag is overridden, by their ids. */
export async function listOverridingUsers(
  db: Db,
  { flagId, after = FIRST_ID, limit }: OverridePage,
): Promise<readonly UserOverride[]> {
  const { rows } = await sql<UserOverride>`
    select u.id, u.given_name as "givenName", u.family_name as "familyName", i.value as email, f.value,
      f.updated_at as "updatedAt"
    from user_feature_flags f
    join users u on u.environment_id = f.environment_id and u.id = f.user_id
    left join identities i on i.environment_id = u.environment_id and i.user_id = u.id and i.kind = 'email' and i.is_primary
    where f.environment_id = ${db.environmentId} and f.flag_id = ${flagId} and f.user_id > ${after}
    order by f.user_id limit ${limit}`.execute(db)
  return rows
}
