import { digestOf } from '#platform/crypto'
import type { Db } from '#platform/db'
import { newId } from '#platform/ids'

/** Only the digest of the link's secret part is stored. */
export async function createSetupLink(db: Db, { token, now }: { token: string; now: Date }): Promise<void> {
  await db
    .insertInto('setup_links')
    .values({ environment_id: db.environmentId, id: newId(), digest: digestOf(token), created_at: now })
    .execute()
}

export async function findSetupLink(db: Db, token: string): Promise<{ isUsed: boolean } | undefined> {
  const row = await db
    .selectFrom('setup_links')
    .select('used_at')
    .where('environment_id', '=', db.environmentId)
    .where('digest', '=', digestOf(token))
    .executeTakeFirst()
  return row && { isUsed: row.used_at !== null }
}

/** True once; of two at the same moment one gets it. */
export async function consumeSetupLink(db: Db, { token, now }: { token: string; now: Date }): Promise<boolean> {
  const row = await db
    .updateTable('setup_links')
    .set({ used_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('digest', '=', digestOf(token))
    .where('used_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertAdministrator(
  db: Db,
  { userId, role, now }: { userId: string; role: 'owner' | 'admin'; now: Date },
): Promise<void> {
  await db
    .insertInto('administrators')
    .values({ environment_id: db.environmentId, user_id: userId, role, created_at: now })
    .execute()
}

export async function hasAdministrator(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('administrators')
    .select('user_id')
    .where('environment_id', '=', db.environmentId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
