import { sql, type Db } from '#platform/db'
import { newRandomId } from '#platform/ids'
import { revokeTrustedDevices } from '#domain/factors'
import { isSealed, type StoredHash } from './stored-hash.ts'

type NewPassword = StoredHash & { readonly userId: string; readonly isTemporary?: boolean }

/**
 * Sets the only password of the user from now on. A temporary one opens the page to set another (M2-10). Ends the trust
 * in the browsers of the user (N1-2). Runs in the caller's transaction.
 */
export async function setPassword(
  db: Db,
  { userId, hash, verifyMs, isTemporary = false, now }: NewPassword & { readonly now: Date },
): Promise<void> {
  const values = {
    password_id: newRandomId(),
    hash,
    is_temporary: isTemporary,
    verify_ms: verifyMs ?? null,
    import_id: null,
    created_at: now,
  }
  await db
    .insertInto('password_credentials')
    .values({ environment_id: db.environmentId, user_id: userId, ...values })
    .onConflict((conflict) => conflict.columns(['environment_id', 'user_id']).doUpdateSet(values))
    .execute()
  await revokeTrustedDevices(db, userId)
}

/** Many at once, of users who had none; an import says which of them it brought. */
export async function insertPasswords(
  db: Db,
  { passwords, importId, now }: { passwords: readonly NewPassword[]; importId: string; now: Date },
): Promise<void> {
  const rows = passwords.map((one) => ({ ...one, importId: isSealed(one.hash) ? importId : undefined }))
  await sql`
    insert into password_credentials (environment_id, user_id, hash, is_temporary, verify_ms, import_id, created_at)
    select ${db.environmentId}::uuid, "userId", hash, "isTemporary", "verifyMs", "importId", ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r("userId" uuid, hash text, "isTemporary" boolean, "verifyMs" integer, "importId" uuid)`.execute(db)
}

/** Another hash of the same password; false when the password was changed meanwhile. */
export async function replaceHash(
  db: Db,
  { userId, from, to }: { readonly userId: string; readonly from: string; readonly to: StoredHash },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('password_credentials')
    .set({ hash: to.hash, verify_ms: to.verifyMs ?? null, import_id: null })
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .where('hash', '=', from)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Some of the hashes that wait to be wrapped, by the index of these. */
export async function listSealed(
  db: Db,
  limit: number,
): Promise<readonly (Required<StoredHash> & { readonly userId: string })[]> {
  const rows = await db
    .selectFrom('password_credentials')
    .select(['user_id', 'hash', 'verify_ms'])
    .where('environment_id', '=', db.environmentId)
    .where(sql<boolean>`hash like 'sealed:%'`)
    .limit(limit)
    .execute()
  return rows.map((row) => ({ userId: row.user_id, hash: row.hash, verifyMs: row.verify_ms ?? undefined }))
}

export async function findHash(db: Db, userId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('password_credentials')
    .select('hash')
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row?.hash
}

/** How long the costliest hash of another system takes to verify; undefined where there is none. */
export async function findCostliest(db: Db): Promise<number | undefined> {
  const row = await db
    .selectFrom('password_credentials')
    .select('verify_ms')
    .where('environment_id', '=', db.environmentId)
    .where('verify_ms', 'is not', null)
    .orderBy('verify_ms', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.verify_ms ?? undefined
}

export async function deletePassword(db: Db, userId: string): Promise<void> {
  await db
    .deleteFrom('password_credentials')
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .execute()
}
