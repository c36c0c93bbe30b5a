import type { Hono } from 'hono'
import { TooManyRequests, Unauthenticated } from '#platform/errors'
import {
  answerError,
  answerJson,
  answerUnknownRoute,
  createLoadLimit,
  describeEndpoints,
  getBearer,
  parseParams,
  parseQuery,
  routeOf,
  type AppEnv,
  type OpenApiDocument,
  type RequestContext,
} from '#platform/http'
import { allowOrigin, answerPreflight } from '#flows/oauth'
import { isStillMember } from '#domain/claims'
import { findBearer, type Bearer } from '#domain/tokens'
import type { AccountEndpoint } from './account-endpoint.ts'
import { ACCOUNT_ENDPOINTS } from './operations.ts'

const INFO = {
  title: 'Gatehouse Account API',
  version: '1',
  description:
    'What a signed-in user may ask of themselves. Send the access token of a sign-in as `Authorization: Bearer …`; pages ' +
    'of registered origins may call it. Answers the present state, whatever the token says.',
}

/** The load for one user, far above the needs of a page. */
const LOAD = { burst: 1_000, perSecond: 200 }

/** Answers everything under `/account_api`: authentication first, then load, parameters, operation. */
export function mountAccountApi(app: Hono<AppEnv>): void {
  const limit = createLoadLimit(LOAD)
  let described: OpenApiDocument | undefined
  app.get('/account_api/openapi.json', (c) => {
    described ??= describeEndpoints(ACCOUNT_ENDPOINTS, INFO)
    c.header('cache-control', 'no-cache')
    return c.json({ ...described, servers: [{ url: c.var.ctx.issuer }] })
  })
  app.options('/account_api/*', (c) => answerPreflight(c, { methods: 'GET', withCredentials: false }))

  const guard = async (c: RequestContext, work: (bearer: Bearer) => Promise<Response> | Response) => {
    await allowOrigin(c, { withCredentials: false })
    try {
      const bearer = await authenticate(c)
      const { environment, clock } = c.var.ctx
      const waitSeconds = limit.take(`${environment.id}:${bearer.grant.subject.userId}`, clock())
      if (waitSeconds !== undefined) throw new TooManyRequests('TOO_MANY_REQUESTS', 'Too many requests.', waitSeconds)
      return withHeadersOf(c, await work(bearer))
    } catch (error) {
      return withHeadersOf(c, answerError(c, error))
    }
  }
  for (const one of ACCOUNT_ENDPOINTS) {
    app.get(routeOf(one.path), (c) => guard(c, (bearer) => perform(c, one, bearer)))
    app.all(routeOf(one.path), (c) => guard(c, () => answerWrongMethod(c)))
  }
  app.all('/account_api/*', (c) => guard(c, () => answerUnknownRoute(c)))
}

async function authenticate(c: RequestContext): Promise<Bearer> {
  const bearer = await findBearer(c.var.ctx, getBearer(c))
  if (bearer && isStillMember(bearer.grant.subject)) return bearer
  throw new Unauthenticated('INVALID_TOKEN', 'This is no valid access token of a user here.')
}

async function perform(c: RequestContext, one: AccountEndpoint, bearer: Bearer): Promise<Response> {
  const params = one.params ? parseParams(c, one.params) : {}
  const query = one.query ? parseQuery(c, one.query) : {}
  const [status, schema] = one.answers
  const answer = await one.handle(c.var.ctx, { params, query, bearer })
  // Fields that the contract does not name are left out of every answer.
  return answerJson(c, { status, body: schema.parse(answer) })
}

function answerWrongMethod(c: RequestContext): Response {
  const errors = [{ code: 'METHOD_NOT_ALLOWED', message: `${c.req.method} is not possible here; GET is.` }]
  return answerJson(c, { status: 405, body: { errors }, headers: { allow: 'GET, OPTIONS' } })
}

/**
 * Copies the CORS headers of the requesting page to every answer, also to refusals: the page could not read them
 * otherwise.
 */
function withHeadersOf(c: RequestContext, response: Response): Response {
  for (const [name, value] of c.res.headers) if (!response.headers.has(name)) response.headers.set(name, value)
  return response
}
