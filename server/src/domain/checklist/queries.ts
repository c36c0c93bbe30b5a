import type { Db } from '#platform/db'

/** Stores when somebody first looked at a mail of the environment. */
export async function writeMailSeen(db: Db, now: Date): Promise<void> {
  await db
    .insertInto('checklists')
    .values({ environment_id: db.environmentId, mail_seen_at: now })
    .onConflict((conflict) =>
      conflict.column('environment_id').doUpdateSet({ mail_seen_at: now }).where('checklists.mail_seen_at', 'is', null),
    )
    .execute()
}

/** Stores when the list was put away; `undefined` takes it out again. */
export async function writePutAway(db: Db, at: Date | undefined): Promise<void> {
  await db
    .insertInto('checklists')
    .values({ environment_id: db.environmentId, put_away_at: at ?? null })
    .onConflict((conflict) => conflict.column('environment_id').doUpdateSet({ put_away_at: at ?? null }))
    .execute()
}

export interface StoredChecklist {
  readonly isPutAway: boolean
  readonly mailSeenAt: Date | undefined
}

export async function findChecklist(db: Db): Promise<StoredChecklist> {
  const row = await db
    .selectFrom('checklists')
    .select(['put_away_at', 'mail_seen_at'])
    .where('environment_id', '=', db.environmentId)
    .executeTakeFirst()
  return { isPutAway: (row?.put_away_at ?? null) !== null, mailSeenAt: row?.mail_seen_at ?? undefined }
}
