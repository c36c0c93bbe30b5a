import { Fault, InvalidInput, NotFound } from '#platform/errors'
import type { Call, RequestContext } from '#platform/http'
import { recordAudit, withoutSecrets } from '#domain/audit'

/** Writes down an operation of an administrator when it is over, done or refused. Its event was written with the change. */
export async function auditCall(c: RequestContext, call: Call, run: () => Promise<unknown>): Promise<unknown> {
  try {
    const answer = await run()
    await write(c, call, { outcome: 'succeeded', made: idsIn(answer) })
    return answer
  } catch (error) {
    // A mistyped form has done nothing, and a thing that is not there was not acted on.
    const isAct = !(error instanceof InvalidInput || error instanceof NotFound)
    if (isAct) await write(c, call, { outcome: error instanceof Fault ? error.code : 'INTERNAL_ERROR', made: {} })
    throw error
  }
}

interface Ending {
  readonly outcome: string
  readonly made: Readonly<Record<string, string>>
}

async function write(c: RequestContext, call: Call, { outcome, made }: Ending): Promise<void> {
  const { db, clock, requester, log } = c.var.ctx
  const { endpoint, actor, query, body } = call
  // As the caller wrote them: what was parsed may have another form.
  const { console_environment: _chosen, ...params }: Record<string, string> = c.req.param()
  const entry = {
    occurredAt: clock(),
    action: endpoint.operationId,
    actor: { type: 'administrator', id: actor.id, email: actor.email },
    source: 'admin',
    subject: Object.values(params).at(-1) ?? Object.values(made)[0],
    outcome,
    ip: requester.ip,
    data: { params, query: withoutSecrets(query), ...(body === undefined ? {} : { sent: withoutSecrets(body) }), made },
  } as const
  try {
    await recordAudit(db, entry)
  } catch (error) {
    // The act is done and cannot be taken back: the log keeps what the table could not.
    log.error({ err: error, audit: entry }, 'an audit entry was not written')
  }
}

const NAMES = ['id', 'code', 'key']

/** Returns the names that an answer gives to what was made, e.g. `application.id`. */
function idsIn(answer: unknown): Record<string, string> {
  if (typeof answer !== 'object' || answer === null) return {}
  const found = Object.entries(answer).flatMap(([outer, value]: [string, unknown]) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
    const inner = Object.entries(value).filter(([name]) => NAMES.includes(name))
    return inner.flatMap(([name, text]: [string, unknown]) =>
      typeof text === 'string' ? [[`${outer}.${name}`, text] as const] : [],
    )
  })
  return Object.fromEntries(found)
}
