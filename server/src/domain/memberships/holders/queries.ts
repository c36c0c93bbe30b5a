import { sql, type Db } from '#platform/db'

/** A role, or a permission that members have directly. */
export interface HeldAssignment {
  readonly what: 'role' | 'permission'
  readonly id: string
}

/** A member who has it. */
export interface Holder {
  readonly organizationId: string
  readonly userId: string
}

const TABLES = { role: 'membership_roles', permission: 'membership_permissions' } as const

/** Some of those who have it, from behind a place on. */
export async function listHolders(
  db: Db,
  { what, id }: HeldAssignment,
  { after, limit }: { readonly after: Holder | undefined; readonly limit: number },
): Promise<readonly Holder[]> {
  const beyond = after
    ? sql`and (organization_id, user_id) > (${after.organizationId}::uuid, ${after.userId}::uuid)`
    : sql``
  const { rows } = await sql<Holder>`
    select organization_id as "organizationId", user_id as "userId" from ${sql.table(TABLES[what])}
    where environment_id = ${db.environmentId} and ${sql.ref(`${what}_id`)} = ${id} ${beyond}
    order by organization_id, user_id limit ${limit}`.execute(db)
  return rows
}

/** Takes a role from some of those who have it; whom. */
export async function takeRoleFromSome(
  db: Db,
  { roleId }: { readonly roleId: string },
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ user_id: string }>`
    delete from membership_roles where environment_id = ${db.environmentId} and role_id = ${roleId}
      and (organization_id, user_id) in (select organization_id, user_id from membership_roles
        where environment_id = ${db.environmentId} and role_id = ${roleId} limit ${limit})
    returning user_id`.execute(db)
  return rows.map((row) => row.user_id)
}

/** Takes a direct permission from some of those who have it; whom. */
export async function takePermissionFromSome(
  db: Db,
  { permissionId }: { readonly permissionId: string },
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ user_id: string }>`
    delete from membership_permissions where environment_id = ${db.environmentId} and permission_id = ${permissionId}
      and (organization_id, user_id) in (select organization_id, user_id from membership_permissions
        where environment_id = ${db.environmentId} and permission_id = ${permissionId} limit ${limit})
    returning user_id`.execute(db)
  return rows.map((row) => row.user_id)
}
