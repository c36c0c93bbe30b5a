import type { Db } from '#platform/db'
import { newId } from '#platform/ids'

/** @throws when the environment has none: it was not created by this product. */
export async function findDataKey(db: Db): Promise<Buffer> {
  const row = await db
    .selectFrom('data_keys')
    .select('wrapped')
    .where('environment_id', '=', db.environmentId)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()
  return row.wrapped
}

export async function insertDataKey(db: Db, { wrapped, now }: { wrapped: Buffer; now: Date }): Promise<void> {
  await db
    .insertInto('data_keys')
    .values({ environment_id: db.environmentId, id: newId(), wrapped, created_at: now })
    .execute()
}
