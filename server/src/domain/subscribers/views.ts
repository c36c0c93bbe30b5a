import type { Db } from '#platform/db'

/** The user with this address, if there is one. */
export async function findUserOfAddress(db: Db, normalized: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('identities')
    .select('user_id')
    .where('environment_id', '=', db.environmentId)
    .where('kind', '=', 'email')
    .where('normalized', '=', normalized)
    .executeTakeFirst()
  return row?.user_id
}
