import type { Db } from '#platform/db'

/** Names what an application was allowed of a registered API. */
export interface GrantKey {
  readonly apiId: string
  readonly applicationId: string
}

export async function isAuthorized(db: Db, { apiId, applicationId }: GrantKey): Promise<boolean> {
  const row = await db
    .selectFrom('application_api_grants')
    .select('application_id')
    .where('environment_id', '=', db.environmentId)
    .where('application_id', '=', applicationId)
    .where('resource_server_id', '=', apiId)
    .executeTakeFirst()
  return row !== undefined
}

/** Does nothing where it is authorised already: tokens issued since then stay good. */
export async function insertAuthorization(db: Db, { apiId, applicationId }: GrantKey, now: Date): Promise<void> {
  await db
    .insertInto('application_api_grants')
    .values({
      environment_id: db.environmentId,
      application_id: applicationId,
      resource_server_id: apiId,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Its scopes go with it, by foreign key. */
export async function removeAuthorization(db: Db, { apiId, applicationId }: GrantKey): Promise<void> {
  await db
    .deleteFrom('application_api_grants')
    .where('environment_id', '=', db.environmentId)
    .where('application_id', '=', applicationId)
    .where('resource_server_id', '=', apiId)
    .execute()
}

/** From then on the application is limited to the scopes selected for it, also when the last of them is gone. */
export async function insertScopeGrant(
  db: Db,
  { apiId, applicationId }: GrantKey,
  { scopeId, now }: { readonly scopeId: string; readonly now: Date },
): Promise<void> {
  await db
    .insertInto('application_scopes')
    .values({
      environment_id: db.environmentId,
      application_id: applicationId,
      resource_server_id: apiId,
      scope_id: scopeId,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await db
    .updateTable('application_api_grants')
    .set({ is_limited: true })
    .where('environment_id', '=', db.environmentId)
    .where('application_id', '=', applicationId)
    .where('resource_server_id', '=', apiId)
    .where('is_limited', '=', false)
    .execute()
}

/** Whether it was granted. */
export async function removeScopeGrant(db: Db, { apiId, applicationId }: GrantKey, scopeId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('application_scopes')
    .where('environment_id', '=', db.environmentId)
    .where('application_id', '=', applicationId)
    .where('resource_server_id', '=', apiId)
    .where('scope_id', '=', scopeId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
