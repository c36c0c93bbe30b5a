import type { Db } from '#platform/db'

/** Names a role that may sign in to an application. */
export interface AccessKey {
  readonly applicationId: string
  readonly roleId: string
}

/** Whether it may not yet. */
export async function insertAccessRole(
  db: Db,
  { applicationId, roleId }: AccessKey,
  { businessId, now }: { readonly businessId: string; readonly now: Date },
): Promise<boolean> {
  const row = await db
    .insertInto('application_access_roles')
    .values({
      environment_id: db.environmentId,
      application_id: applicationId,
      role_id: roleId,
      business_id: businessId,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('role_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Whether it might. */
export async function removeAccessRole(db: Db, { applicationId, roleId }: AccessKey): Promise<boolean> {
  const row = await db
    .deleteFrom('application_access_roles')
    .where('environment_id', '=', db.environmentId)
    .where('application_id', '=', applicationId)
    .where('role_id', '=', roleId)
    .returning('role_id')
    .executeTakeFirst()
  return row !== undefined
}
