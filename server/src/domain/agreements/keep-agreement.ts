import type { Context } from '#platform/context'
import { subjectOf } from '#platform/ids'
import { recordEvent } from '#platform/outbox'
import type { NewAgreement } from './agreement.ts'
import { insertAgreement } from './queries.ts'

/** Records that a user agreed, in the caller's transaction. */
export async function keepAgreement(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  agreement: NewAgreement,
): Promise<void> {
  const { userId, acceptedAt, termsUrl, privacyUrl } = agreement
  await insertAgreement(db, agreement)
  const id = subjectOf(userId)
  await recordEvent(db, {
    type: 'user.agreement_accepted',
    occurredAt: clock(),
    actor: { type: 'user', id },
    source: 'user',
    subject: id,
    payload: {
      user: { id },
      accepted_at: acceptedAt.toISOString(),
      terms_url: termsUrl ?? null,
      privacy_url: privacyUrl ?? null,
    },
  })
}
