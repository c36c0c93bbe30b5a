import { sql, type Db } from '#platform/db'

export interface StoredMail {
  readonly id: string
  readonly createdAt: Date
  readonly recipient: string
  readonly contentSealed: Buffer
}

export async function insertMessage(
  db: Db,
  message: StoredMail & {
    readonly recipientNormalized: string
    readonly purpose: string
    /** Shown in the inbox; its content is then not erased when it was sent. */
    readonly isKept: boolean
    readonly state: 'inbox' | 'queued'
  },
): Promise<void> {
  await db
    .insertInto('mail_messages')
    .values({
      environment_id: db.environmentId,
      id: message.id,
      created_at: message.createdAt,
      recipient: message.recipient,
      recipient_normalized: message.recipientNormalized,
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
  { recipientNormalized, limit }: { recipientNormalized: string | undefined; limit: number },
): Promise<StoredMail[]> {
  let query = selectKept(db).orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit)
  if (recipientNormalized !== undefined) query = query.where('recipient_normalized', '=', recipientNormalized)
  return (await query.execute()).flatMap(storedMailOf)
}

export async function findKeptMessage(db: Db, id: string): Promise<StoredMail | undefined> {
  const row = await selectKept(db).where('id', '=', id).executeTakeFirst()
  return row && storedMailOf(row)[0]
}

export async function findNewestKept(db: Db): Promise<{ id: string; createdAt: Date } | undefined> {
  const row = await db
    .selectFrom('mail_messages')
    .select(['id', 'created_at'])
    .where('environment_id', '=', db.environmentId)
    .where('is_kept', '=', true)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { id: row.id, createdAt: row.created_at }
}

function selectKept(db: Db) {
  return db
    .selectFrom('mail_messages')
    .select(['id', 'created_at', 'recipient', 'content_sealed'])
    .where('environment_id', '=', db.environmentId)
    .where('is_kept', '=', true)
}

// An erased mail has nothing to read.
function storedMailOf(row: {
  id: string
  created_at: Date
  recipient: string
  content_sealed: Buffer | null
}): StoredMail[] {
  if (row.content_sealed === null) return []
  return [{ id: row.id, createdAt: row.created_at, recipient: row.recipient, contentSealed: row.content_sealed }]
}

interface MessageKey {
  readonly id: string
  /** Part of the key, because the table is partitioned by it. */
  readonly createdAt: Date
}

/** Undefined when it was sent, given up or erased meanwhile. */
export async function findQueuedMessage(
  db: Db,
  { id, createdAt }: MessageKey,
): Promise<{ recipient: string; contentSealed: Buffer } | undefined> {
  const row = await db
    .selectFrom('mail_messages')
    .select(['recipient', 'content_sealed'])
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('created_at', '=', createdAt)
    .where('state', '=', 'queued')
    .executeTakeFirst()
  return row?.content_sealed ? { recipient: row.recipient, contentSealed: row.content_sealed } : undefined
}

/** Notes a try that failed, and says which one it was. */
export async function countTry(
  db: Db,
  { id, createdAt, error }: MessageKey & { readonly error: string },
): Promise<number> {
  const row = await db
    .updateTable('mail_messages')
    .set((eb) => ({ tries: eb('tries', '+', 1), last_error: error }))
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('created_at', '=', createdAt)
    .returning('tries')
    .executeTakeFirst()
  return row?.tries ?? 0
}

/** The content is of no more use to anybody, and codes are in it. */
export async function finishMessage(
  db: Db,
  { id, createdAt, state, now }: MessageKey & { readonly state: 'sent' | 'failed'; readonly now: Date },
): Promise<void> {
  await db
    .updateTable('mail_messages')
    .set({
      state,
      content_sealed: sql<Buffer | null>`case when is_kept then content_sealed end`,
      sent_at: state === 'sent' ? now : null,
    })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('created_at', '=', createdAt)
    .where('state', '=', 'queued')
    .execute()
}
