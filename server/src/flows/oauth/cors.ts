import type { RequestContext } from '#platform/http'
import { isAllowedOrigin } from '#domain/applications'

interface Cors {
  readonly methods: string
  readonly withCredentials: boolean
}

const HEADERS = 'Authorization, Content-Type, Kinde-SDK, Framework, FrameworkVersion'
/** A list of header names. The limit is above that of any real list. */
const NAMES = /^[!#$%&'*+.^`|~\w-]+(?:\s*,\s*[!#$%&'*+.^`|~\w-]+)*$/
const LONGEST_LIST = 1_024

/**
 * Lets pages of registered origins read the answer; never `*` with credentials (AS-31). The client is not known before
 * the body is read, so any application's origin may read an answer, but only the client's own may use its cookie.
 */
export async function allowOrigin(
  c: RequestContext,
  { withCredentials }: Pick<Cors, 'withCredentials'>,
): Promise<boolean> {
  c.header('vary', 'Origin')
  const origin = c.req.header('origin')
  if (origin === undefined || !(await isAllowedOrigin(c.var.ctx, origin))) return false
  c.header('access-control-allow-origin', origin)
  // Without this, scripts cannot see when to try again and why a token was rejected.
  c.header('access-control-expose-headers', 'Retry-After, WWW-Authenticate')
  if (withCredentials) c.header('access-control-allow-credentials', 'true')
  return true
}

/**
 * Answers a preflight. A registered origin may send any header: tracing libraries add some to every request of a page,
 * and no header of ours decides anything that the origin does not decide already.
 */
export async function answerPreflight(c: RequestContext, cors: Cors): Promise<Response> {
  const isRegistered = await allowOrigin(c, cors)
  const asked = c.req.header('access-control-request-headers')
  const isAnswered = isRegistered && asked !== undefined && asked.length <= LONGEST_LIST && NAMES.test(asked)
  c.header('vary', 'Origin, Access-Control-Request-Headers')
  c.header('access-control-allow-methods', cors.methods)
  c.header('access-control-allow-headers', isAnswered ? asked : HEADERS)
  c.header('access-control-max-age', '600')
  return c.body(null, 204)
}
