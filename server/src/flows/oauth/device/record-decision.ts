import type { Context } from '#platform/context'
import type { Db } from '#platform/db'
import { subjectOf } from '#platform/ids'
import { recordEvent } from '#platform/outbox'
import { clientIdOf } from '#domain/applications'
import { type Session } from '#domain/sessions'
import type { OpenDevice } from './open-device.ts'
import { traceDecision } from './trace.ts'

/** The session of the person who decides, and the API scopes that the page showed them. */
export interface Decision {
  readonly session: Session
  readonly apiScopes: readonly string[]
}

interface DecisionEvent extends Decision {
  readonly device: OpenDevice
  readonly type: 'device_authorization.approved' | 'device_authorization.denied'
}

/** Records who decided about which device, from where, and where the device requested it (DV-10). */
export async function recordDecision(ctx: Context, db: Db, decision: DecisionEvent): Promise<void> {
  const { device, session, apiScopes, type } = decision

  const { code, application } = device
  const user = subjectOf(session.userId)
  await traceDecision({ ...ctx, db }, { device, session, isApproved: type === 'device_authorization.approved' })
  await recordEvent(db, {
    type,
    occurredAt: ctx.clock(),
    actor: { type: 'user', id: user },
    source: 'user',
    subject: user,
    traceId: code.id,
    payload: {
      user: { id: user },
      application: { id: clientIdOf(application.id), name: application.name },
      scopes: [...code.scopes, ...apiScopes],
      audiences: code.audiences,
      ip_address: ctx.requester.ip,
      requested_from: { ip_address: code.requestedFrom.ip, user_agent: code.requestedFrom.userAgent },
    },
  })
}
