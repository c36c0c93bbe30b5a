import { verifyMsOf } from '#platform/crypto'
import { sql, type Db } from '#platform/db'

/** The only password of the user from now on. A temporary one opens the page to set another (M2-10). */
export async function setPassword(
  db: Db,
  environmentId: string,
  { userId, hash, isTemporary = false, now }: { userId: string; hash: string; isTemporary?: boolean; now: Date },
): Promise<void> {
  const values = { hash, is_temporary: isTemporary, verify_ms: verifyMsOf(hash) ?? null }
  await db
    .insertInto('password_credentials')
    .values({ environment_id: environmentId, user_id: userId, created_at: now, ...values })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'user_id']).doUpdateSet({ ...values, created_at: now }),
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
  const rows = passwords.map((one) => ({ ...one, verifyMs: verifyMsOf(one.hash) }))
  await sql`
    insert into password_credentials (environment_id, user_id, hash, is_temporary, verify_ms, created_at)
    select ${environmentId}::uuid, "userId", hash, "isTemporary", "verifyMs", ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r("userId" uuid, hash text, "isTemporary" boolean, "verifyMs" integer)`.execute(db)
}

/** Another hash of the same password; false when the password was changed meanwhile. */
export async function replaceHash(
  db: Db,
  environmentId: string,
  { userId, from, to }: { userId: string; from: string; to: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('password_credentials')
    .set({ hash: to, verify_ms: verifyMsOf(to) ?? null })
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

/** How long the costliest hash of another system takes to verify; undefined where there is none. */
export async function findCostliest(db: Db, environmentId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('password_credentials')
    .select('verify_ms')
    .where('environment_id', '=', environmentId)
    .where('verify_ms', 'is not', null)
    .orderBy('verify_ms', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.verify_ms ?? undefined
}

export async function deletePassword(db: Db, environmentId: string, userId: string): Promise<void> {
  await db
    .deleteFrom('password_credentials')
    .where('environment_id', '=', environmentId)
    .where('user_id', '=', userId)
    .execute()
}
