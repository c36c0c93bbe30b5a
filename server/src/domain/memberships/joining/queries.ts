import { sql, type Db } from '#platform/db'

/** One user and one organization, by ids. */
export interface NewMembership {
  readonly userId: string
  readonly organizationId: string
  /** Absent: those that new members have there. */
  readonly roles: readonly string[] | undefined
  readonly permissions: readonly string[]
  /** Lists of members are in the order of these. Said by the caller: joined here, they took half of an import. */
  readonly givenName: string | undefined
  readonly familyName: string | undefined
  /** The primary address, normalised; empty where there is none. */
  readonly email: string
}

export async function joinOrganizations(db: Db, joining: readonly NewMembership[], now: Date): Promise<void> {
  const rows = JSON.stringify(joining)
  const joined = sql`json_to_recordset(${rows}::json) as j("userId" uuid, "organizationId" uuid, roles uuid[], permissions uuid[],
    "givenName" text, "familyName" text, email text)`
  await sql`
    insert into memberships (environment_id, organization_id, user_id, created_at, sort_name, sort_email)
    select ${db.environmentId}::uuid, j."organizationId", j."userId", ${now}::timestamptz,
      left(lower(concat_ws(' ', nullif(j."givenName", ''), nullif(j."familyName", ''))), 200), j.email
    from ${joined}
    on conflict do nothing`.execute(db)
  await sql`
    insert into membership_roles (environment_id, organization_id, user_id, role_id, business_id, created_at)
    select ${db.environmentId}::uuid, j."organizationId", j."userId", r.id, r.business_id, ${now}::timestamptz
    from ${joined} cross join roles r
    where r.business_id = current_setting('gatehouse.business_id')::uuid and r.deleted_at is null
      and case
        when j.roles is not null then r.id = any(j.roles)
        when exists (select from organization_default_roles d
          where d.environment_id = ${db.environmentId} and d.organization_id = j."organizationId")
        then exists (select from organization_default_roles d where d.environment_id = ${db.environmentId}
          and d.organization_id = j."organizationId" and d.role_id = r.id)
        else r.is_default end
    on conflict do nothing`.execute(db)
  if (joining.every(({ permissions }) => permissions.length === 0)) return
  await sql`
    insert into membership_permissions (environment_id, organization_id, user_id, permission_id, business_id, created_at)
    select ${db.environmentId}::uuid, j."organizationId", j."userId", p.id, p.business_id, ${now}::timestamptz
    from ${joined} join permissions p on p.business_id = current_setting('gatehouse.business_id')::uuid
      and p.id = any(j.permissions) and p.deleted_at is null
    on conflict do nothing`.execute(db)
}

/** A scope of an API that a member has directly. */
export interface MemberScope {
  readonly userId: string
  readonly organizationId: string
  readonly apiId: string
  readonly scopeId: string
}

export async function giveScopes(db: Db, given: readonly MemberScope[], now: Date): Promise<void> {
  if (given.length === 0) return
  await sql`
    insert into membership_api_scopes (environment_id, organization_id, user_id, resource_server_id, scope_id, created_at)
    select ${db.environmentId}::uuid, "organizationId", "userId", "apiId", "scopeId", ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(given)}::json) as g("userId" uuid, "organizationId" uuid, "apiId" uuid,
      "scopeId" uuid)
    on conflict do nothing`.execute(db)
}

/** Keeps organizations from being deleted until this transaction ends. */
export async function holdOrganizations(db: Db, ids: readonly string[]): Promise<void> {
  await sql`
    select id from organizations where environment_id = ${db.environmentId} and id = any(${[...ids].toSorted()}::uuid[])
    order by id for key share`.execute(db)
}

/** Roles, permissions and scopes of a member, by ids. */
export interface HeldByMember {
  readonly roles: readonly string[]
  readonly permissions: readonly string[]
  readonly scopes: readonly string[]
}

export function keyOf({ organizationId, userId }: Pick<NewMembership, 'organizationId' | 'userId'>): string {
  return `${organizationId}:${userId}`
}

/** Returns what those of the users have who are members, by `keyOf`. */
export async function listHeld(
  db: Db,
  members: readonly Pick<NewMembership, 'organizationId' | 'userId'>[],
): Promise<ReadonlyMap<string, HeldByMember>> {
  const asked = JSON.stringify(members.map(({ organizationId, userId }) => ({ organizationId, userId })))
  const { rows } = await sql<HeldByMember & { readonly organizationId: string; readonly userId: string }>`
    select m.organization_id as "organizationId", m.user_id as "userId",
      array(select role_id from membership_roles r where r.environment_id = m.environment_id
        and r.organization_id = m.organization_id and r.user_id = m.user_id) as roles,
      array(select permission_id from membership_permissions p where p.environment_id = m.environment_id
        and p.organization_id = m.organization_id and p.user_id = m.user_id) as permissions,
      array(select scope_id from membership_api_scopes s where s.environment_id = m.environment_id
        and s.organization_id = m.organization_id and s.user_id = m.user_id) as scopes
    from (select distinct * from json_to_recordset(${asked}::json) as a("organizationId" uuid, "userId" uuid)) as asked
    join memberships m on m.environment_id = ${db.environmentId} and m.organization_id = asked."organizationId"
      and m.user_id = asked."userId"`.execute(db)
  return new Map(rows.map(({ organizationId, userId, ...held }) => [keyOf({ organizationId, userId }), held]))
}
