import { goneReference, isUnavailable } from '#platform/db'
import { Fault, LimitReached, TooManyRequests, Unavailable } from '#platform/errors'
import type { RequestContext } from '#platform/http'
import { NoAddress, NoEntry } from '#flows/engine'
import { answerErrorPage, knownScope } from '#flows/pages'

/** Faults become pages; what is not foreseen is logged and says nothing of itself. */
export async function guarded(c: RequestContext, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof TooManyRequests) {
      const { code, retryAfterSeconds } = error
      const scope = error instanceof LimitReached ? knownScope(error.scope) : undefined
      return answerErrorPage(c, { kind: 'rate_limited', code, retryAfterSeconds, scope })
    }
    if (error instanceof Unavailable || isUnavailable(error)) {
      c.var.ctx.log.warn({ err: error }, 'a page could not be served')
      return answerErrorPage(c, { kind: 'unavailable', retryAfterSeconds: 5 })
    }
    const gone = goneReference(error)
    // Deleted while somebody signed in: the same page as a moment later.
    if (gone === 'application') return answerErrorPage(c, { kind: 'bad_client', code: 'invalid_client' })
    if (gone !== undefined) return answerErrorPage(c, { kind: 'flow_expired' })
    if (error instanceof NoAddress) return answerErrorPage(c, { kind: 'no_address', code: error.code })
    if (error instanceof NoEntry) return answerErrorPage(c, { kind: 'access_denied' })
    if (error instanceof Fault) return answerErrorPage(c, { kind: 'bad_request', code: error.code })
    c.var.ctx.log.error({ err: error }, 'a page failed')
    return answerErrorPage(c, { kind: 'server_error' })
  }
}
