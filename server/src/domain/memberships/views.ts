import { rowOf, run, sql, statement, type Db } from '#platform/db'
import type { MembersKey } from './queries.ts'

/** A role or permission of members. */
export interface NamedAssignment {
  readonly id: string
  readonly key: string
  readonly name: string
}

export interface NamedPermission extends NamedAssignment {
  readonly description: string
}

/** Returns the roles of the business that have one of these keys. */
export async function listRolesByKeys(
  db: Db,
  businessId: string,
  keys: readonly string[],
): Promise<readonly NamedAssignment[]> {
  if (keys.length === 0) return []
  return db
    .selectFrom('roles')
    .select(['id', 'key', 'name'])
    .where('business_id', '=', businessId)
    .where(sql<boolean>`key = any(${[...keys]}::text[])`)
    .where('deleted_at', 'is', null)
    .execute()
}

export async function listPermissionsByKeys(
  db: Db,
  businessId: string,
  keys: readonly string[],
): Promise<readonly NamedAssignment[]> {
  if (keys.length === 0) return []
  return db
    .selectFrom('permissions')
    .select(['id', 'key', 'name'])
    .where('business_id', '=', businessId)
    .where(sql<boolean>`key = any(${[...keys]}::text[])`)
    .where('deleted_at', 'is', null)
    .execute()
}

/** Returns the roles that give a permission. */
export async function listRolesGiving(db: Db, businessId: string, permissionIds: readonly string[]) {
  return db
    .selectFrom('role_permissions')
    .innerJoin('roles', (join) =>
      join
        .onRef('roles.business_id', '=', 'role_permissions.business_id')
        .onRef('roles.id', '=', 'role_permissions.role_id'),
    )
    .select(['role_permissions.permission_id as permissionId', 'role_permissions.role_id as roleId'])
    .where('role_permissions.business_id', '=', businessId)
    .where(sql<boolean>`role_permissions.permission_id = any(${[...permissionIds]}::uuid[])`)
    .where('roles.deleted_at', 'is', null)
    .execute()
}

export async function isMember(db: Db, { organizationId }: MembersKey, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('memberships')
    .select('user_id')
    .where('environment_id', '=', db.environmentId)
    .where('organization_id', '=', organizationId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row !== undefined
}

/** Returns the users among these who are members. */
export async function listMembersAmong(
  db: Db,
  { organizationId }: MembersKey,
  userIds: readonly string[],
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('memberships')
    .select('user_id')
    .where('environment_id', '=', db.environmentId)
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`user_id = any(${[...userIds]}::uuid[])`)
    .execute()
  return rows.map((row) => row.user_id)
}

/** Returns some members, to be removed. */
export async function listSomeMembers(
  db: Db,
  { organizationId }: MembersKey,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('memberships')
    .select('user_id')
    .where('environment_id', '=', db.environmentId)
    .where('organization_id', '=', organizationId)
    .orderBy('user_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.user_id)
}

/** Returns the roles of a member. */
export async function listRolesOfMember(
  db: Db,
  { organizationId }: MembersKey,
  userId: string,
): Promise<readonly NamedAssignment[]> {
  return db
    .selectFrom('membership_roles as held')
    .innerJoin('roles', (join) =>
      join.onRef('roles.business_id', '=', 'held.business_id').onRef('roles.id', '=', 'held.role_id'),
    )
    .select(['roles.id', 'roles.key', 'roles.name'])
    .where('held.environment_id', '=', db.environmentId)
    .where('held.organization_id', '=', organizationId)
    .where('held.user_id', '=', userId)
    .where('roles.deleted_at', 'is', null)
    .orderBy('roles.key')
    .execute()
}

export interface HeldPermission extends NamedPermission {
  /** The member's roles that give the permission; empty where the member has it directly. */
  readonly roles: readonly { readonly id: string; readonly key: string }[]
}

const PERMISSIONS_OF_MEMBER = statement({
  row: rowOf<HeldPermission>(),
  plan: 'generic',
  batch: 'reads',
  parameters: { environment: 'uuid', organizationId: 'uuid', userId: 'uuid', businessId: 'uuid' },
  sql: ($) => `
  with of_roles as (
    select rp.permission_id, r.id, r.key
    from membership_roles h
    join roles r on r.business_id = h.business_id and r.id = h.role_id and r.deleted_at is null
    join role_permissions rp on rp.business_id = h.business_id and rp.role_id = h.role_id
    where h.environment_id = ${$.environment} and h.organization_id = ${$.organizationId} and h.user_id = ${$.userId}),
  direct as (
    select permission_id from membership_permissions where environment_id = ${$.environment} and organization_id = ${$.organizationId} and user_id = ${$.userId})
  select p.id, p.key, p.name, p.description,
    coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'key', o.key) order by o.key)
      from of_roles o where o.permission_id = p.id), '[]') as roles
  from permissions p
  where p.business_id = ${$.businessId} and p.deleted_at is null
    and p.id in (select permission_id from of_roles union select permission_id from direct)
  order by p.key`,
})

/** Returns the permissions of a member, from roles and direct ones together (U2-1). */
export async function listPermissionsOfMember(
  db: Db,
  { organizationId }: MembersKey,
  { userId, businessId }: { readonly userId: string; readonly businessId: string },
): Promise<readonly HeldPermission[]> {
  return run(db, PERMISSIONS_OF_MEMBER, { organizationId, userId, businessId })
}

/** Returns the members who have a role, by their ids. */
export async function listHoldersOfRole(
  db: Db,
  { organizationId }: MembersKey,
  page: { readonly roleId: string; readonly after: string | undefined; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('membership_roles')
    .select('user_id')
    .where('environment_id', '=', db.environmentId)
    .where('role_id', '=', page.roleId)
    .where('organization_id', '=', organizationId)
    .$if(page.after !== undefined, (query) => query.where('user_id', '>', page.after ?? ''))
    .orderBy('user_id')
    .limit(page.limit)
    .execute()
  return rows.map((row) => row.user_id)
}

export async function countHoldersOfRole(db: Db, { organizationId }: MembersKey, roleId: string): Promise<number> {
  const row = await db
    .selectFrom('membership_roles')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('environment_id', '=', db.environmentId)
    .where('role_id', '=', roleId)
    .where('organization_id', '=', organizationId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

// Starts from the holders, who are mostly few: the tokens of three days may be millions.
const COUNT_ACTIVE_HOLDERS = statement({
  row: rowOf<{ count: number }>(),
  plan: 'generic',
  batch: 'reads',
  parameters: {
    environment: 'uuid',
    organizationId: 'uuid',
    roleId: 'uuid',
    from: 'timestamptz',
    until: 'timestamptz',
  },
  sql: ($) => `
  select count(*)::int as count from membership_roles h
  where h.environment_id = ${$.environment} and h.organization_id = ${$.organizationId} and h.role_id = ${$.roleId} and exists (
    select from grants g
    join access_tokens t on t.environment_id = ${$.environment} and t.grant_id = g.id and t.issued_at >= ${$.from} and t.issued_at < ${$.until}
    where g.environment_id = ${$.environment} and g.user_id = h.user_id)`,
})

/** Counts the members with a role who got an access token within a time, `until` not included. */
export async function countActiveHolders(
  db: Db,
  { organizationId }: MembersKey,
  { roleId, from, until }: { readonly roleId: string; readonly from: Date; readonly until: Date },
): Promise<number> {
  const [row] = await run(db, COUNT_ACTIVE_HOLDERS, { organizationId, roleId, from, until })
  return row?.count ?? 0
}

export interface RoleHolder {
  readonly userId: string
  /** The organizations in which the user has the role. */
  readonly organizationCodes: readonly string[]
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000'

/** Returns the users who have a role in any organization, by their ids. */
export async function listRoleHolders(
  db: Db,
  { roleId, after, limit }: { readonly roleId: string; readonly after: string | undefined; readonly limit: number },
): Promise<readonly RoleHolder[]> {
  const { rows } = await sql<RoleHolder>`
    select h.user_id as "userId", array(
      select o.code from membership_roles held
      join organizations o on o.environment_id = held.environment_id and o.id = held.organization_id
      where held.environment_id = ${db.environmentId} and held.role_id = ${roleId} and held.user_id = h.user_id
      order by o.code) as "organizationCodes"
    from (
      select distinct user_id from membership_roles
      where environment_id = ${db.environmentId} and role_id = ${roleId} and user_id > ${after ?? FIRST_ID}
      order by user_id limit ${limit}) h
    order by h.user_id`.execute(db)
  return rows
}

/** Returns the roles of a member, without deleted ones. */
export async function listRoleIdsOfMember(
  db: Db,
  key: { readonly organizationId: string; readonly userId: string },
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('membership_roles as held')
    .innerJoin('roles', (join) =>
      join.onRef('roles.business_id', '=', 'held.business_id').onRef('roles.id', '=', 'held.role_id'),
    )
    .select('roles.id')
    .where('held.environment_id', '=', db.environmentId)
    .where('held.organization_id', '=', key.organizationId)
    .where('held.user_id', '=', key.userId)
    .where('roles.deleted_at', 'is', null)
    .execute()
  return rows.map((row) => row.id)
}
