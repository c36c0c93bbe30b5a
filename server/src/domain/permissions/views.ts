import type { Db } from '#platform/db'

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
