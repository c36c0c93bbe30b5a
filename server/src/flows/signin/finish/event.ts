import type { Context } from '#platform/context'
import { subjectOf } from '#platform/ids'
import { recordEvent } from '#platform/outbox'
import type { Authentication } from '#flows/engine'

interface PartInput {
  readonly userId: string
  readonly session: Pick<Authentication, 'method'>
  readonly now: Date
}

/** Records the event `user.authenticated`. */
export async function recordSignIn(ctx: Context, { userId, session, now }: PartInput): Promise<void> {
  const subject = subjectOf(userId)
  await recordEvent(ctx.db, {
    type: 'user.authenticated',
    occurredAt: now,
    actor: { type: 'user', id: subject },
    source: 'user',
    subject,
    payload: { user: { id: subject }, ip_address: ctx.requester.ip, method: session.method },
  })
}
