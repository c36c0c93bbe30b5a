import { newToken, s256 } from '#platform/crypto'
import { cookieNames, readCookie, setCookie, type RequestContext } from '#platform/http'
import { hexOf, subjectOf } from '#platform/ids'
import { clientIdOf, openPlayground } from '#domain/applications'
import { recordAudit } from '#domain/audit'
import { beginTrial } from '#domain/playground'
import { scopesIn } from '../access.ts'
import { requireConsoleSession } from '../console-session.ts'
import { noSuchEnvironment, openEnvironment } from '../open-environment.ts'
import { readBody, TrialBody } from './schema.ts'

/**
 * Begins a sign-in with the playground of an environment, and returns the address to go to. Only this session in this
 * browser gets the answer.
 *
 * @throws {NotFound} `ENVIRONMENT_NOT_FOUND`
 * @throws {Forbidden} `PLAYGROUND_NOT_AVAILABLE`
 */
export async function startTrial(c: RequestContext): Promise<{ readonly location: string }> {
  const { ctx } = c.var
  const { session, person } = await requireConsoleSession(c)
  const chosen = await openEnvironment(ctx, c.req.param('console_environment') ?? '')
  if (!(await scopesIn(ctx, chosen.environment, person))) throw noSuchEnvironment()
  const { scopes = ['openid', 'profile', 'email'], ...options } = await readBody(c, TrialBody)
  const redirectUri = `${ctx.issuer}/console/try/callback`
  const playground = await openPlayground(chosen, redirectUri)
  const state = `${hexOf(chosen.environment.id)}.${newToken()}`
  const codeVerifier = newToken()
  const browser = browserOf(c)
  await beginTrial(chosen, { state, consoleSessionId: session.id, browser, codeVerifier, redirectUri })
  await recordAudit(chosen.db, {
    occurredAt: ctx.clock(),
    action: 'trySignIn',
    actor: { type: 'administrator', id: subjectOf(session.userId), email: person.email },
    source: 'admin',
    subject: clientIdOf(playground.id),
    outcome: 'succeeded',
    ip: ctx.requester.ip,
    data: {},
  })
  const parameters = new URLSearchParams({
    client_id: clientIdOf(playground.id),
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: scopes.join(' '),
    state,
    nonce: newToken(),
    code_challenge: s256(codeVerifier),
    code_challenge_method: 'S256',
    ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== '')),
  })
  return { location: `${chosen.issuer}/oauth2/auth?${parameters.toString()}` }
}

/** The browser's own secret at the console; it gets one where it has none. */
function browserOf(c: RequestContext): string {
  const name = cookieNames(c.var.ctx).browser
  const browser = readCookie(c, name) ?? newToken()
  setCookie(c, { name, value: browser })
  return browser
}
