import type { Context } from '#platform/context'
import { hexOf, subjectOf } from '#platform/ids'
import { recordEvent } from '#platform/outbox'
import type { Application } from '#domain/applications'
import type { Authentication } from '#flows/engine'

interface PartInput {
  readonly userId: string
  readonly application: Pick<Application, 'id'>
  readonly session: Pick<Authentication, 'method'>
  readonly now: Date
}

/** Records the event `user.authenticated`. */
export async function recordSignIn(ctx: Context, { userId, application, session, now }: PartInput): Promise<void> {
  const subject = subjectOf(userId)
  await recordEvent(ctx.db, {
    type: 'user.authenticated',
    occurredAt: now,
    actor: { type: 'user', id: subject },
    source: 'user',
    subject,
    payload: {
      user: { id: subject },
      ip_address: ctx.requester.ip,
      method: session.method,
      application: { id: hexOf(application.id) },
    },
  })
}
