import type { Context } from '#platform/context'
import { writeTrace, writeTraceLater, type NewTrace, type TraceStep } from '#domain/traces'
import type { Session } from '#domain/sessions'
import type { OpenDevice } from './open-device.ts'

interface DeviceDecision {
  readonly device: OpenDevice
  readonly session: Session
  readonly isApproved: boolean
}

/** Traces the person's decision, in its transaction. */
export async function traceDecision(ctx: Context, { device, session, isApproved }: DeviceDecision): Promise<void> {
  const last = isApproved
    ? ({ step: 'finish', reason: 'the person let the device in' } as const)
    : ({ step: 'cancellation', reason: 'the person did not let the device in' } as const)
  await writeTraceLater(ctx.db, traceOf(ctx, device, { session, last }))
}

/** Traces that a person who is signed in may not let the device in. */
export function traceNoEntry(ctx: Context, device: OpenDevice, session: Session): void {
  const reason = 'none of the roles of the person may sign in to the application of the device'
  const last = { step: 'refusal', code: 'ACCESS_DENIED', reason } as const
  writeTrace(ctx.db, traceOf(ctx, device, { session, last })).catch((error: unknown) => {
    ctx.log.warn({ err: error }, 'a trace was not written')
  })
}

interface DeviceTrace {
  readonly session: Session
  readonly last: Omit<TraceStep, 'at'>
}

/** Begins with the request of the device, which came from another place than the decision. */
function traceOf(ctx: Context, { code, application }: OpenDevice, { session, last }: DeviceTrace): NewTrace {
  const { ip, userAgent } = code.requestedFrom
  const from = { ip, user_agent: userAgent }
  return {
    id: code.id,
    startedAt: code.createdAt,
    kind: 'device',
    applicationId: application.id,
    userId: session.userId,
    sessionId: session.id,
    ...ctx.requester,
    opening: [{ at: code.createdAt.toISOString(), step: 'request', reason: 'the device asked for a code', ...from }],
    steps: [{ at: ctx.clock().toISOString(), ...last }],
  }
}
