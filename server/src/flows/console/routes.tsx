import type { Hono, MiddlewareHandler } from 'hono'
import { newToken } from '#platform/crypto'
import {
  answerError,
  answerJson,
  answerPage,
  clearCookie,
  cookieNames,
  createLoadLimit,
  mountEndpoints,
  type AppEnv,
  type Endpoint,
  type RequestContext,
} from '#platform/http'
import { subjectOf } from '#platform/ids'
import { frameFor, renderPage } from '#flows/pages'
import { guarded } from '#flows/signin'
import { auditCalls } from '#domain/audit'
import { signOutSession } from '#domain/sessions'
import { checkOwnBusiness, listParts } from './access.ts'
import { authenticateAdministrator } from './authenticate-administrator.ts'
import type { ConsoleFiles } from './console-files.ts'
import { findConsoleSession, requireConsoleSession } from './console-session.ts'
import { describeSession } from './describe-session.ts'
import { consoleHeaders } from './page-policy.ts'
import { ConsoleDoorPage } from './pages/console-door-page.tsx'
import { ConsoleMissingPage } from './pages/console-missing-page.tsx'
import { checkRecentSignIn, SENSITIVE } from './recent-sign-in.ts'
import { refuseForeign } from './refuse-foreign.ts'
import { returnTarget, signIn } from './sign-in.ts'
import { answerTrial } from './trials/answer-trial.ts'
import { startTrial } from './trials/start-trial.ts'

interface ConsoleOptions {
  readonly files: ConsoleFiles
  readonly endpoints: readonly Endpoint[]
}

/** Above what one person's browser asks for, with many tabs. */
const LOAD = { burst: 1_000, perSecond: 100 }

/** Everything under `/console`, at the control host. */
export function mountConsole(app: Hono<AppEnv>, { files, endpoints }: ConsoleOptions): void {
  app.use('/console/*', controlOnly)
  app.get('/console/sign-in', (c) => guarded(c, () => (isCancelled(c) ? showDoor(c) : signIn(c))))
  app.post('/console/sign-out', (c) => answered(c, () => signOut(c)))
  app.get('/console/session', (c) => answered(c, () => showSession(c)))
  app.post('/console/environments/:console_environment/trials', (c) =>
    answered(c, async () => answerJson(c, { status: 201, body: await startTrial(c) })),
  )
  app.post('/console/trials/answer', (c) =>
    answered(c, async () => answerJson(c, { status: 200, body: await answerTrial(c) })),
  )
  mountEndpoints(app, endpoints, {
    base: '/console/environments/:console_environment',
    limit: createLoadLimit(LOAD),
    authenticate: authenticateAdministrator,
    around: performing(auditCalls(endpoints)),
  })
  app.get('/console/assets/:name', (c) => guarded(c, () => sendAsset(c, files)))
  for (const path of ['/console', '/console/*']) app.get(path, (c) => guarded(c, () => showConsole(c, files)))
}

type Around = ReturnType<typeof auditCalls>

/** Returns the checks that surround each operation, and the audit of those that act or show a secret. */
function performing(audit: Around): Around {
  return async (c, call, run) => {
    const { ctx } = c.var
    checkRecentSignIn(call, { environmentId: ctx.environment.id, now: ctx.clock() })
    await checkOwnBusiness(ctx, call)
    const { method, operationId } = call.endpoint
    const isAudited = method !== 'get' || SENSITIVE.has(operationId) || operationId === 'getApplicationSecrets'
    return isAudited ? audit(c, call, run) : run()
  }
}

/** The engine answers a page of ours like any redirect URI: the person gave up signing in. */
const isCancelled = (c: RequestContext) => c.req.query('error') !== undefined

async function showDoor(c: RequestContext): Promise<Response> {
  const target = returnTarget(c.req.query('return_to'), c.var.ctx.issuer)
  const signInHref = `/console/sign-in?return_to=${encodeURIComponent(target)}`
  const html = (nonce: string) => renderPage(ConsoleDoorPage, { ...frameFor(c, { nonce }), signInHref })
  return answerPage(c, { status: 200, html, isIsolated: true })
}

/** Elsewhere these are paths like any that nobody has. */
const controlOnly: MiddlewareHandler<AppEnv> = async (c, next) =>
  c.var.ctx.environment.kind === 'control' ? next() : c.notFound()

async function answered(c: RequestContext, work: () => Promise<Response>): Promise<Response> {
  try {
    refuseForeign(c)
    return await work()
  } catch (error) {
    return answerError(c, error)
  }
}

async function showSession(c: RequestContext): Promise<Response> {
  return answerJson(c, { status: 200, body: await describeSession(c.var.ctx, await requireConsoleSession(c)) })
}

async function signOut(c: RequestContext): Promise<Response> {
  const { ctx } = c.var
  const found = await findConsoleSession(c)
  if (found) {
    const { id, userId } = found.session
    const author = { actor: { type: 'user', id: subjectOf(userId) }, source: 'user' } as const
    await signOutSession(ctx, { id, userId, author })
  }
  clearCookie(c, cookieNames(ctx).session)
  c.header('cache-control', 'no-store')
  return c.body(null, 204)
}

/** The page says nothing of anybody: it asks who is signed in, and the session only says whose logos it may show. */
async function showConsole(c: RequestContext, files: ConsoleFiles): Promise<Response> {
  const page = await files.readPage()
  if (page === undefined) {
    const html = (nonce: string) => renderPage(ConsoleMissingPage, frameFor(c, { nonce }))
    return answerPage(c, { status: 503, html })
  }
  const nonce = newToken().slice(0, 22)
  const headers = consoleHeaders(nonce, await logoOrigins(c))
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  return c.body(page.replaceAll('{{nonce}}', nonce), 200)
}

async function logoOrigins(c: RequestContext): Promise<readonly string[]> {
  const found = await findConsoleSession(c)
  const parts = found ? await listParts(c.var.ctx, found.person) : []
  return parts.flatMap(({ estate }) => estate.environments.map(({ origin }) => origin))
}

async function sendAsset(c: RequestContext, files: ConsoleFiles): Promise<Response> {
  const file = await files.readAsset(c.req.param('name') ?? '', c.req.header('accept-encoding') ?? '')
  if (!file) return c.notFound()
  c.header('content-type', file.type)
  c.header('cache-control', 'public, max-age=31536000, immutable')
  c.header('x-content-type-options', 'nosniff')
  c.header('cross-origin-resource-policy', 'same-origin')
  c.header('vary', 'accept-encoding')
  if (file.encoding !== undefined) c.header('content-encoding', file.encoding)
  return c.body(file.body, 200)
}
