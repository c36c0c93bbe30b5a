import type { Db } from '#platform/db'
import type { NewAgreement } from './agreement.ts'

export async function insertAgreement(db: Db, environmentId: string, agreement: NewAgreement): Promise<void> {
  await db
    .insertInto('agreements')
    .values({
      environment_id: environmentId,
      user_id: agreement.userId,
      accepted_at: agreement.acceptedAt,
      terms_url: agreement.termsUrl ?? null,
      privacy_url: agreement.privacyUrl ?? null,
    })
    .execute()
}
