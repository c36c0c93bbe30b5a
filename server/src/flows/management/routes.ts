import type { Hono } from 'hono'
import {
  answerPage,
  byBearer,
  createLoadLimit,
  describeEndpoints,
  mountEndpoints,
  type AppEnv,
  type Call,
  type Endpoint,
  type OpenApiDocument,
} from '#platform/http'
import { renderPage } from '#flows/pages'
import { auditCalls } from '#domain/audit'
import { authenticateActor } from './authenticate-actor.ts'
import { ReferencePage } from './pages/reference-page.tsx'
import { readReference } from './read-reference.ts'

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
  app.get('/api/reference', (c) => {
    const operations = readReference(describe(), endpoints)
    const html = (nonce: string) => renderPage(ReferencePage, { ...INFO, operations, nonce })
    return answerPage(c, { status: 200, html, isIsolated: true })
  })
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
