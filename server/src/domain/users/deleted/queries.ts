import { sql, type Db } from '#platform/db'

/** Copies what is kept of a user. The caller removes the user in the same transaction. */
export async function keepProfile(
  db: Db,
  { userId, now }: { readonly userId: string; readonly now: Date },
): Promise<void> {
  await sql`
    insert into deleted_users (environment_id, id, given_name, family_name, picture, agreements, last_signed_in_at,
      created_at, deleted_at)
    select u.environment_id, u.id, u.given_name, u.family_name, u.picture,
      coalesce((
        select jsonb_agg(jsonb_build_object('acceptedAt', a.accepted_at, 'termsUrl', a.terms_url,
          'privacyUrl', a.privacy_url) order by a.accepted_at desc)
        from agreements a where a.environment_id = u.environment_id and a.user_id = u.id), '[]'),
      u.last_signed_in_at, u.created_at, ${now}::timestamptz
    from users u where u.environment_id = ${db.environmentId} and u.id = ${userId}`.execute(db)
}

/** False when no profile of that id is kept. */
export async function removeKeptProfile(db: Db, userId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('deleted_users')
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', userId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
