import { sql, type Db } from '#platform/db'

export interface UserRow {
  readonly id: string
  readonly givenName: string | null
  readonly familyName: string | null
  readonly createdAt: Date
}

export async function insertUser(db: Db, environmentId: string, user: UserRow): Promise<void> {
  await db
    .insertInto('users')
    .values({
      environment_id: environmentId,
      id: user.id,
      given_name: user.givenName,
      family_name: user.familyName,
      profile_updated_at: user.createdAt,
      claims_changed_at: user.createdAt,
      created_at: user.createdAt,
    })
    .execute()
}

export async function countSignIn(db: Db, environmentId: string, userId: string, now: Date): Promise<void> {
  await db
    .updateTable('users')
    .set((expression) => ({ total_sign_ins: expression('total_sign_ins', '+', 1), last_signed_in_at: now }))
    .where('environment_id', '=', environmentId)
    .where('id', '=', userId)
    .execute()
}

export async function countFailedSignIn(db: Db, environmentId: string, userId: string): Promise<void> {
  await db
    .updateTable('users')
    .set((expression) => ({ failed_sign_ins: expression('failed_sign_ins', '+', 1) }))
    .where('environment_id', '=', environmentId)
    .where('id', '=', userId)
    .execute()
}

/** The next refresh carries new claims although the old access token has not expired (P3-8). */
export async function markClaimsChanged(db: Db, environmentId: string, userId: string, now: Date): Promise<void> {
  await db
    .updateTable('users')
    .set({ claims_changed_at: now })
    .where('environment_id', '=', environmentId)
    .where('id', '=', userId)
    .execute()
}

/** The same for many at once. */
export async function markClaimsChangedOf(
  db: Db,
  environmentId: string,
  userIds: readonly string[],
  now: Date,
): Promise<void> {
  if (userIds.length === 0) return
  await db
    .updateTable('users')
    .set({ claims_changed_at: now })
    .where('environment_id', '=', environmentId)
    .where('id', '=', sql<string>`any(${[...new Set(userIds)].sort()}::uuid[])`)
    .execute()
}

export async function clearResetRequest(db: Db, environmentId: string, userId: string): Promise<void> {
  await db
    .updateTable('users')
    .set({ is_password_reset_requested: false })
    .where('environment_id', '=', environmentId)
    .where('id', '=', userId)
    .where('is_password_reset_requested', '=', true)
    .execute()
}

/** Keeps an id as spent, so that what once named one thing never names another. */
export async function recordTombstone(
  db: Db,
  environmentId: string,
  { id, kind, now }: { readonly id: string; readonly kind: 'user' | 'application'; readonly now: Date },
): Promise<void> {
  await db.insertInto('tombstones').values({ environment_id: environmentId, id, kind, deleted_at: now }).execute()
}

/** Holds the user's row until the transaction ends. */
export async function lockUser(db: Db, environmentId: string, userId: string): Promise<void> {
  await db
    .selectFrom('users')
    .select('id')
    .where('environment_id', '=', environmentId)
    .where('id', '=', userId)
    .forUpdate()
    .execute()
}
