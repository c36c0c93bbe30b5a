import type { Db } from '#platform/db'

/** The only password of the user from now on. */
export async function setPassword(
  db: Db,
  environmentId: string,
  { userId, hash, now }: { userId: string; hash: string; now: Date },
): Promise<void> {
  await db
    .insertInto('password_credentials')
    .values({ environment_id: environmentId, user_id: userId, hash, created_at: now })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'user_id']).doUpdateSet({ hash, is_temporary: false, created_at: now }),
    )
    .execute()
}

export async function deletePassword(db: Db, environmentId: string, userId: string): Promise<void> {
  await db
    .deleteFrom('password_credentials')
    .where('environment_id', '=', environmentId)
    .where('user_id', '=', userId)
    .execute()
}
