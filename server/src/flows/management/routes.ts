import type { Hono } from 'hono'
import {
  answerPage,
  answerUnknownRoute,
  byBearer,
  createLoadLimit,
  describeEndpoints,
  mountEndpoints,
  type AppEnv,
  type Call,
  type Endpoint,
  type OpenApiDocument,
  type RequestContext,
} from '#platform/http'
import { renderPage } from '#flows/pages'
import { auditCalls } from '#domain/audit'
import { authenticateActor } from './authenticate-actor.ts'
import { ASSETS_VERSION, readAsset } from './reference/read-asset.ts'
import { ReferencePage } from './reference/reference-page.tsx'

const INFO = {
  title: 'Gatehouse Management API',
  version: '1',
  description:
    'Administration of one environment. Get a token by client credentials with the audience `<issuer>/api`, and send ' +
    'it as `Authorization: Bearer …`. Each operation names the scope it needs.',
}

/** Far above what one client needs and one process can do for long: it stops a loop that got away. */
const LOAD = { burst: 20_000, perSecond: 10_000 }

/** Answers everything under `/api`: the document, its page, and the operations. */
export function mountManagement(app: Hono<AppEnv>, endpoints: readonly Endpoint[]): void {
  let described: OpenApiDocument | undefined
  // Made when first asked for: a start should not wait for it.
  const describe = () => (described ??= describeEndpoints(endpoints, INFO))

  app.get('/api/openapi.json', (c) => {
    c.header('cache-control', 'no-cache')
    return c.json({ ...describe(), servers: [{ url: c.var.ctx.issuer }] })
  })
  app.get('/api/reference', showReference)
  app.get('/api/reference/assets/:name', sendReferenceAsset)
  const audit = auditCalls(endpoints)
  mountEndpoints(app, endpoints, {
    around: (c, call, run) => (isAct(call) ? audit(c, call, run) : run()),
    limit: createLoadLimit(LOAD),
    authenticate: byBearer((c, token) => authenticateActor(c.var.ctx, token)),
  })
}

/** Reading leaves no entry, except of what opens something (ATO-37). */
function isAct({ endpoint: { method, operationId } }: Call): boolean {
  return method !== 'get' || operationId === 'getApplicationSecrets' || operationId.startsWith('export')
}

function showReference(c: RequestContext): Response {
  const { issuer } = c.var.ctx
  const html = (nonce: string) =>
    renderPage(ReferencePage, { title: INFO.title, issuer, nonce, version: ASSETS_VERSION })
  return answerPage(c, { status: 200, html, isIsolated: true })
}

async function sendReferenceAsset(c: RequestContext): Promise<Response> {
  const file = await readAsset(c.req.param('name') ?? '', c.req.header('accept-encoding') ?? '')
  if (!file) return answerUnknownRoute(c)
  c.header('content-type', file.type)
  c.header('cache-control', 'public, max-age=31536000, immutable')
  c.header('x-content-type-options', 'nosniff')
  c.header('cross-origin-resource-policy', 'same-origin')
  c.header('vary', 'accept-encoding')
  if (file.encoding !== undefined) c.header('content-encoding', file.encoding)
  return c.body(file.body, 200)
}
