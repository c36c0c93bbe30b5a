import type { Db } from '#platform/db'

export interface StoredSms {
  readonly id: string
  readonly createdAt: Date
  readonly recipient: string
  readonly contentSealed: Buffer
}

export async function insertMessage(
  db: Db,
  message: StoredSms & {
    readonly purpose: string
    /** Shown in the inbox; its content is then not erased when it was sent. */
    readonly isKept: boolean
    readonly state: 'inbox'
  },
): Promise<void> {
  await db
    .insertInto('sms_messages')
    .values({
      environment_id: db.environmentId,
      id: message.id,
      created_at: message.createdAt,
      recipient: message.recipient,
      purpose: message.purpose,
      content_sealed: message.contentSealed,
      is_kept: message.isKept,
      state: message.state,
    })
    .execute()
}

/** Newest first. */
export async function listKeptMessages(
  db: Db,
  { recipient, limit }: { readonly recipient: string | undefined; readonly limit: number },
): Promise<StoredSms[]> {
  let query = db
    .selectFrom('sms_messages')
    .select(['id', 'created_at', 'recipient', 'content_sealed'])
    .where('environment_id', '=', db.environmentId)
    .where('is_kept', '=', true)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (recipient !== undefined) query = query.where('recipient', '=', recipient)
  return (await query.execute()).flatMap((row) =>
    // An erased message has nothing to read.
    row.content_sealed === null
      ? []
      : [{ id: row.id, createdAt: row.created_at, recipient: row.recipient, contentSealed: row.content_sealed }],
  )
}

export async function findNewestKept(db: Db): Promise<{ id: string; createdAt: Date } | undefined> {
  const row = await db
    .selectFrom('sms_messages')
    .select(['id', 'created_at'])
    .where('environment_id', '=', db.environmentId)
    .where('is_kept', '=', true)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { id: row.id, createdAt: row.created_at }
}
