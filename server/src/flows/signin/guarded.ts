import { goneReference, isUnavailable } from '#platform/db'
import { Fault, LimitReached, TooManyRequests, Unavailable } from '#platform/errors'
import type { RequestContext } from '#platform/http'
import { NoAddress, NoEntry } from '#flows/engine'
import { answerErrorPage, knownScope } from '#flows/pages'

/** Answers faults with pages. An unexpected error is logged, and its page reveals nothing about it. */
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
    // Deleted during the sign-in: the page is the one that the next request would get.
    if (gone === 'application') return answerErrorPage(c, { kind: 'bad_client', code: 'invalid_client' })
    if (gone !== undefined) return answerErrorPage(c, { kind: 'flow_expired' })
    if (error instanceof NoAddress) return answerErrorPage(c, { kind: 'no_address', code: error.code })
    if (error instanceof NoEntry) return answerErrorPage(c, { kind: 'access_denied' })
    if (error instanceof Fault) return answerErrorPage(c, { kind: 'bad_request', code: error.code })
    c.var.ctx.log.error({ err: error }, 'a page failed')
    return answerErrorPage(c, { kind: 'server_error' })
  }
}
