import type { Db } from '#platform/db'

/** Keys of flags, deleted ones aside. */
export async function listKeysOf(db: Db, businessId: string, ids: readonly string[]): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('feature_flags')
    .select('key')
    .where('business_id', '=', businessId)
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .orderBy('key')
    .execute()
  return rows.map((row) => row.key)
}
