import { sql, type Db } from '#platform/db'
import { SYSTEM_PERMISSIONS, type SystemPermission } from '#domain/roles'
import type { MembersKey } from '../queries.ts'
import type { NamedAssignment, NamedPermission } from '../views.ts'

/** An organization of a user, and what the user has there. */
export interface UserMembership {
  readonly organizationId: string
  readonly code: string
  readonly name: string
  readonly isDefault: boolean
  readonly isSuspended: boolean
  readonly joinedAt: Date
  readonly lastSignedInAt: Date | null
  readonly roles: readonly NamedAssignment[]
  /** Permissions that the user has directly. */
  readonly permissions: readonly NamedAssignment[]
}

interface MembershipPage {
  readonly after: { readonly name: string; readonly organizationId: string } | undefined
  readonly limit: number
}

/** Returns a page of the organizations of a user, by name. */
export async function listMembershipsOfUser(
  db: Db,
  userId: string,
  { after, limit }: MembershipPage,
): Promise<readonly UserMembership[]> {
  const beyond = after ? sql`and (o.name collate "C", o.id) > (${after.name}, ${after.organizationId}::uuid)` : sql``
  const held = sql`h.environment_id = page.environment_id and h.organization_id = page."organizationId" and h.user_id = ${userId}`
  const { rows } = await sql<UserMembership>`
    with page as materialized (
      select m.environment_id, o.id as "organizationId", o.code, o.name, o.is_default as "isDefault",
        o.suspended_at is not null as "isSuspended", m.created_at as "joinedAt", m.last_signed_in_at as "lastSignedInAt"
      from memberships m
      join organizations o on o.environment_id = m.environment_id and o.id = m.organization_id
      where m.environment_id = ${db.environmentId} and m.user_id = ${userId} ${beyond}
      order by o.name collate "C", o.id limit ${limit})
    select page."organizationId", page.code, page.name, page."isDefault", page."isSuspended", page."joinedAt",
      page."lastSignedInAt",
      coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'key', r.key, 'name', r.name) order by r.key)
        from membership_roles h
        join roles r on r.business_id = h.business_id and r.id = h.role_id and r.deleted_at is null
        where ${held}), '[]') as roles,
      coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'key', p.key, 'name', p.name) order by p.key)
        from membership_permissions h
        join permissions p on p.business_id = h.business_id and p.id = h.permission_id and p.deleted_at is null
        where ${held}), '[]') as permissions
    from page order by page.name collate "C", page."organizationId"`.execute(db)
  return rows
}

/** A permission that a member has, and each thing that gives it. */
export interface EffectivePermission extends NamedPermission {
  readonly isDirect: boolean
  readonly roles: readonly NamedAssignment[]
}

/** Returns the permissions that a member has in an organization, with the reason for each (U2-1), by key. */
export async function listEffectivePermissions(
  db: Db,
  { organizationId, businessId }: MembersKey & { readonly businessId: string },
  userId: string,
): Promise<readonly EffectivePermission[]> {
  const { rows } = await sql<EffectivePermission>`
    with of_roles as (
      select g.permission_id, r.id, r.key, r.name
      from membership_roles h
      join roles r on r.business_id = h.business_id and r.id = h.role_id and r.deleted_at is null
      join role_permissions g on g.business_id = h.business_id and g.role_id = h.role_id
      where h.environment_id = ${db.environmentId} and h.organization_id = ${organizationId} and h.user_id = ${userId}),
    direct as (
      select permission_id from membership_permissions
      where environment_id = ${db.environmentId} and organization_id = ${organizationId} and user_id = ${userId})
    select p.id, p.key, p.name, p.description, exists (select from direct d where d.permission_id = p.id) as "isDirect",
      coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'key', o.key, 'name', o.name) order by o.key)
        from of_roles o where o.permission_id = p.id), '[]') as roles
    from permissions p
    where p.business_id = ${businessId} and p.deleted_at is null
      and p.id in (select permission_id from of_roles union select permission_id from direct)
    order by p.key`.execute(db)
  return rows
}

/** Returns the system permissions that a member has by roles, in the order of the catalogue. */
export async function listEffectiveSystemPermissions(
  db: Db,
  { organizationId }: MembersKey,
  userId: string,
): Promise<readonly (SystemPermission & { readonly roles: readonly NamedAssignment[] })[]> {
  const { rows } = await sql<{ readonly permission: string } & NamedAssignment>`
    select g.key as permission, r.id, r.key, r.name
    from membership_roles h
    join roles r on r.business_id = h.business_id and r.id = h.role_id and r.deleted_at is null
    join role_system_permissions g on g.business_id = h.business_id and g.role_id = h.role_id
    where h.environment_id = ${db.environmentId} and h.organization_id = ${organizationId} and h.user_id = ${userId}
    order by r.key`.execute(db)
  const giving = Map.groupBy(rows, ({ permission }) => permission)
  return SYSTEM_PERMISSIONS.flatMap((permission) => {
    const roles = giving.get(permission.key)
    return roles ? [{ ...permission, roles: roles.map(({ id, key, name }) => ({ id, key, name })) }] : []
  })
}
