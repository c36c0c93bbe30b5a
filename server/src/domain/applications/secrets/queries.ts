import type { Db } from '#platform/db'

interface Key {
  readonly applicationId: string
}

export interface Secret {
  readonly isPrevious: boolean
  readonly createdAt: Date
}

/** The present one first. */
export async function listSecrets(db: Db, { applicationId }: Key): Promise<readonly Secret[]> {
  const rows = await db
    .selectFrom('application_secrets')
    .select(['is_previous', 'created_at'])
    .where('environment_id', '=', db.environmentId)
    .where('application_id', '=', applicationId)
    .orderBy('is_previous')
    .execute()
  return rows.map((row) => ({ isPrevious: row.is_previous, createdAt: row.created_at }))
}

export async function keepPresentSecret(db: Db, { applicationId }: Key): Promise<void> {
  await db
    .updateTable('application_secrets')
    .set({ is_previous: true })
    .where('environment_id', '=', db.environmentId)
    .where('application_id', '=', applicationId)
    .where('is_previous', '=', false)
    .execute()
}

/** True when there was one. */
export async function removeSecret(
  db: Db,
  { applicationId }: Key,
  { isPrevious }: { readonly isPrevious: boolean },
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('application_secrets')
    .where('environment_id', '=', db.environmentId)
    .where('application_id', '=', applicationId)
    .where('is_previous', '=', isPrevious)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
