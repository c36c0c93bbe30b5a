import { sql, type Db } from '#platform/db'

/** The key of a role that only holders of this permission may give. */
export async function findGuardedRole(db: Db, businessId: string, permissionId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('roles')
    .select('key')
    .where('business_id', '=', businessId)
    .where('assignment_permission_id', '=', permissionId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row?.key
}

/** The roles that give a permission, deleted ones aside. */
export async function listRolesGiving(db: Db, businessId: string, permissionId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('role_permissions')
    .select('role_id')
    .where('business_id', '=', businessId)
    .where('permission_id', '=', permissionId)
    .execute()
  return rows.map((row) => row.role_id)
}

/** More direct holders than these are not counted one by one. */
export const HOLDERS_COUNTED = 1_000

/** Counts the roles that give a permission, and the members of the environment who have it directly. */
export async function countHolders(
  db: Db,
  businessId: string,
  permissionId: string,
): Promise<{ readonly roles: number; readonly members: number }> {
  const { rows } = await sql<{ roles: number; members: number }>`
    select
      (select count(*)::int from role_permissions g
        join roles r on r.business_id = g.business_id and r.id = g.role_id and r.deleted_at is null
        where g.business_id = ${businessId} and g.permission_id = ${permissionId}) as roles,
      (select count(*)::int from (select from membership_permissions h
        where h.environment_id = ${db.environmentId} and h.permission_id = ${permissionId}
        limit ${HOLDERS_COUNTED + 1}) found) as members`.execute(db)
  return rows[0] ?? { roles: 0, members: 0 }
}
