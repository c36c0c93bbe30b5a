import type { Db } from '#platform/db'
import { newId } from '#platform/ids'

export async function insertPostedMessage(
  db: Db,
  message: { digest: Buffer; body: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await db
    .insertInto('posted_messages')
    .values({
      environment_id: db.environmentId,
      id: newId(),
      digest: message.digest,
      body: message.body,
      created_at: message.createdAt,
      expires_at: message.expiresAt,
    })
    .execute()
}

export async function findPostedMessage(
  db: Db,
  { digest, now }: { digest: Buffer; now: Date },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('posted_messages')
    .select('body')
    .where('environment_id', '=', db.environmentId)
    .where('digest', '=', digest)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row?.body
}
