import { sql, type Db } from '#platform/db'

/** The only password of the user from now on. A temporary one opens the page to set another (M2-10). */
export async function setPassword(
  db: Db,
  environmentId: string,
  { userId, hash, isTemporary = false, now }: { userId: string; hash: string; isTemporary?: boolean; now: Date },
): Promise<void> {
  await db
    .insertInto('password_credentials')
    .values({ environment_id: environmentId, user_id: userId, hash, is_temporary: isTemporary, created_at: now })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'user_id']).doUpdateSet({ hash, is_temporary: isTemporary, created_at: now }),
    )
    .execute()
}

/** Many at once, of users who had none. */
export async function insertPasswords(
  db: Db,
  environmentId: string,
  passwords: readonly { readonly userId: string; readonly hash: string; readonly isTemporary: boolean }[],
  now: Date,
): Promise<void> {
  await sql`
    insert into password_credentials (environment_id, user_id, hash, is_temporary, created_at)
    select ${environmentId}::uuid, "userId", hash, "isTemporary", ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(passwords)}::json) as r("userId" uuid, hash text, "isTemporary" boolean)`.execute(
    db,
  )
}

/** Another hash of the same password; false when the password was changed meanwhile. */
export async function replaceHash(
  db: Db,
  environmentId: string,
  { userId, from, to }: { userId: string; from: string; to: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('password_credentials')
    .set({ hash: to })
    .where('environment_id', '=', environmentId)
    .where('user_id', '=', userId)
    .where('hash', '=', from)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function findHash(db: Db, environmentId: string, userId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('password_credentials')
    .select('hash')
    .where('environment_id', '=', environmentId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row?.hash
}

export async function deletePassword(db: Db, environmentId: string, userId: string): Promise<void> {
  await db
    .deleteFrom('password_credentials')
    .where('environment_id', '=', environmentId)
    .where('user_id', '=', userId)
    .execute()
}
