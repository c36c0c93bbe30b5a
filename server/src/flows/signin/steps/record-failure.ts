import type { Context } from '#platform/context'
import { hexOf, subjectOf } from '#platform/ids'
import { recordEvent } from '#platform/outbox'
import type { Flow } from '#flows/engine'
import type { Application } from '#domain/applications'

interface Failure {
  /** The user who has the address; undefined where nobody has it. */
  readonly userId: string | undefined
  readonly application: Pick<Application, 'id'>
  readonly flow: Pick<Flow<object>, 'id'>
  /** A stable word, e.g. `wrong_code`. */
  readonly reason: string
}

/**
 * Records the event `user.authentication_failed`. It is written whether or not somebody has the address, so that the time
 * of the answer reveals nothing (ATO-10); the address itself is not in it.
 */
export async function recordFailure(ctx: Context, { userId, application, flow, reason }: Failure): Promise<void> {
  const subject = userId === undefined ? undefined : subjectOf(userId)
  await recordEvent(ctx.db, {
    type: 'user.authentication_failed',
    occurredAt: ctx.clock(),
    actor: { type: 'user', ...(subject === undefined ? {} : { id: subject }) },
    source: 'user',
    ...(subject === undefined ? {} : { subject }),
    traceId: flow.id,
    payload: {
      user: subject === undefined ? null : { id: subject },
      ip_address: ctx.requester.ip,
      reason,
      application: { id: hexOf(application.id) },
    },
  })
}
