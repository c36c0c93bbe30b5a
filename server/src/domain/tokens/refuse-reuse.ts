import type { Context } from '#platform/context'
import { subjectOf } from '#platform/ids'
import { recordEvent, SYSTEM_AUTHOR } from '#platform/outbox'
import { revokeGrant } from '#domain/grants'
import type { GrantSnapshot } from './views.ts'

/**
 * A one-time secret came a second time: either it or what it was exchanged for is in the wrong hands, and nobody can tell
 * which. The grant ends, with every token that hangs on it (AS-08, AS-29).
 */
export async function refuseReuse(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  { grantId, subject }: GrantSnapshot,
  reason: 'authorization_code_reused' | 'refresh_token_reused',
): Promise<undefined> {
  const now = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    if (!(await revokeGrant(db, { id: grantId, now }))) return
    await recordEvent(db, {
      type: 'grant.revoked',
      occurredAt: now,
      ...SYSTEM_AUTHOR,
      subject: subjectOf(subject.userId),
      payload: { reason, grant_id: grantId },
    })
  })
  return undefined
}
