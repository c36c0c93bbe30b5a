import type { Db } from '#platform/db'
import type { NewAgreement } from './agreement.ts'

export async function insertAgreement(db: Db, agreement: NewAgreement): Promise<void> {
  await db
    .insertInto('agreements')
    .values({
      environment_id: db.environmentId,
      user_id: agreement.userId,
      accepted_at: agreement.acceptedAt,
      terms_url: agreement.termsUrl ?? null,
      privacy_url: agreement.privacyUrl ?? null,
    })
    .execute()
}

/** Lists the agreements of a user, the latest first. */
export async function listAgreements(db: Db, userId: string): Promise<readonly NewAgreement[]> {
  const rows = await db
    .selectFrom('agreements')
    .select(['accepted_at', 'terms_url', 'privacy_url'])
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .orderBy('accepted_at', 'desc')
    .execute()
  return rows.map((row) => ({
    userId,
    acceptedAt: row.accepted_at,
    termsUrl: row.terms_url ?? undefined,
    privacyUrl: row.privacy_url ?? undefined,
  }))
}
