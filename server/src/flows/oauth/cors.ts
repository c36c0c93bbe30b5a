import type { RequestContext } from '#platform/http'
import { isAllowedOrigin } from '#domain/applications'

interface Cors {
  readonly methods: string
  readonly withCredentials: boolean
}

const HEADERS = 'Authorization, Content-Type, Kinde-SDK, Framework, FrameworkVersion'

/**
 * Lets pages of registered origins read the answer; never `*` with credentials (AS-31). Which client it is for is not
 * known before the body is read, so any application's origin may read an answer, but only its own may use its cookie.
 */
export async function allowOrigin(
  c: RequestContext,
  { withCredentials }: Pick<Cors, 'withCredentials'>,
): Promise<void> {
  c.header('vary', 'Origin')
  const origin = c.req.header('origin')
  if (origin === undefined || !(await isAllowedOrigin(c.var.ctx, origin))) return
  c.header('access-control-allow-origin', origin)
  if (withCredentials) c.header('access-control-allow-credentials', 'true')
}

export async function answerPreflight(c: RequestContext, cors: Cors): Promise<Response> {
  await allowOrigin(c, cors)
  c.header('access-control-allow-methods', cors.methods)
  c.header('access-control-allow-headers', HEADERS)
  c.header('access-control-max-age', '600')
  return c.body(null, 204)
}
