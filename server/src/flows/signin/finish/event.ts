import type { Context } from '#platform/context'
import { hexOf, subjectOf } from '#platform/ids'
import { recordEvent } from '#platform/outbox'
import type { Application } from '#domain/applications'
import type { Authentication } from '#flows/engine'
import type { Flow } from '../flow.ts'

interface PartInput {
  readonly flow: Pick<Flow, 'id'>
  readonly userId: string
  readonly application: Pick<Application, 'id'>
  readonly session: Pick<Authentication, 'method'>
  readonly now: Date
}

/** Records the event `user.authenticated`. */
export async function recordSignIn(ctx: Context, known: PartInput): Promise<void> {
  const { flow, userId, application, session, now } = known
  const subject = subjectOf(userId)
  await recordEvent(ctx.db, {
    type: 'user.authenticated',
    occurredAt: now,
    actor: { type: 'user', id: subject },
    source: 'user',
    subject,
    traceId: flow.id,
    payload: {
      user: { id: subject },
      ip_address: ctx.requester.ip,
      method: session.method,
      application: { id: hexOf(application.id) },
    },
  })
}
