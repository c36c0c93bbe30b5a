import { Fault, InvalidInput, NotFound } from '#platform/errors'
import type { Call, Endpoint, RequestContext } from '#platform/http'
import { changesBetween, namesIn, type AuditedChange } from './changes.ts'
import { recordAudit } from './queries.ts'
import { stateReader } from './state-reader.ts'
import { withoutSecrets } from './without-secrets.ts'

type Around = (c: RequestContext, call: Call, run: () => Promise<unknown>) => Promise<unknown>

/**
 * Returns what surrounds the operations of the Management API: writes down each act when it is over, done or refused. Its
 * event was written with the change.
 */
export function auditCalls(endpoints: readonly Endpoint[]): Around {
  const readState = stateReader(endpoints)
  return async (c, call, run) => {
    const before = await readState(c, call)
    try {
      const answer = await run()
      const changes = before === undefined ? undefined : changesBetween(before, await readState(c, call))
      await write(c, call, { outcome: 'succeeded', made: idsIn(answer), changes })
      return answer
    } catch (error) {
      // A mistyped form has done nothing, and a thing that is not there was not acted on.
      const isAct = !(error instanceof InvalidInput || error instanceof NotFound)
      if (isAct) await write(c, call, { outcome: error instanceof Fault ? error.code : 'INTERNAL_ERROR', made: {} })
      throw error
    }
  }
}

interface AuditedEnd {
  readonly outcome: string
  readonly made: Readonly<Record<string, string>>
  readonly changes?: readonly AuditedChange[] | undefined
}

async function write(c: RequestContext, call: Call, { outcome, made, changes }: AuditedEnd): Promise<void> {
  const { db, clock, requester, log } = c.var.ctx
  const { endpoint, actor, query, body } = call
  // As the caller wrote them: what was parsed may have another form.
  const { console_environment: _chosen, ...params }: Record<string, string> = c.req.param()
  const entry = {
    occurredAt: clock(),
    action: endpoint.operationId,
    actor: { type: actor.type, id: actor.id, email: actor.email },
    source: actor.type === 'administrator' ? 'admin' : 'api',
    subject: Object.values(params).at(-1) ?? Object.values(made)[0],
    outcome,
    ip: requester.ip,
    data: {
      params,
      query: withoutSecrets(query),
      ...(body === undefined ? {} : { sent: withoutSecrets(body) }),
      made,
      ...(changes === undefined ? {} : { changes }),
    },
  } as const
  try {
    await recordAudit(db, entry)
  } catch (error) {
    // The act is done and cannot be taken back: the log keeps what the table could not.
    log.error({ err: error, audit: entry }, 'an audit entry was not written')
  }
}

/** Returns the names that an answer gives to what was made, e.g. `application.id`. */
function idsIn(answer: unknown): Record<string, string> {
  if (typeof answer !== 'object' || answer === null) return {}
  const found = Object.entries(answer).flatMap(([outer, value]: [string, unknown]) =>
    namesIn(value).map(([inner, text]) => [`${outer}.${inner}`, text] as const),
  )
  return Object.fromEntries(found)
}
