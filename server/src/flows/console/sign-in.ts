import { digestOf, newToken } from '#platform/crypto'
import { cookieNames, readCookie, setCookie, type RequestContext } from '#platform/http'
import type { AuthorizationRequest } from '#flows/engine'
import { beginFlow, showFirst } from '#flows/signin'
import { clientIdOf, readConsoleApplication, type Application } from '#domain/applications'
import { findConsoleSession, LONGEST_SECONDS } from './console-session.ts'

const HOME = '/console'
const LONGEST_RETURN = 2_000

/**
 * Signs an administrator in by the flow of this environment, and leads back to a page of the console; at once where the
 * browser is signed in. With `reauthenticate=true` it asks who they are whatever session there is.
 */
export async function signIn(c: RequestContext): Promise<Response> {
  const { ctx } = c.var
  const target = returnTarget(c.req.query('return_to'), ctx.issuer)
  const isAskedAgain = c.req.query('reauthenticate') === 'true'
  if (!isAskedAgain && (await findConsoleSession(c))) {
    c.header('cache-control', 'no-store')
    return c.redirect(target, 303)
  }
  const application = await readConsoleApplication(ctx)
  const names = cookieNames(ctx)
  const browser = readCookie(c, names.browser) ?? newToken()
  setCookie(c, { name: names.browser, value: browser })
  const request = requestOf(ctx.issuer, { application, target, maxAgeSeconds: isAskedAgain ? 0 : LONGEST_SECONDS })
  const flow = beginFlow(ctx, request, { browserDigest: digestOf(browser) })
  return showFirst(c, { flow, application, browser, isStored: false })
}

interface SignInTarget {
  readonly application: Application
  readonly target: string
  readonly maxAgeSeconds: number
}

function requestOf(issuer: string, { application, target, maxAgeSeconds }: SignInTarget): AuthorizationRequest {
  return {
    clientId: clientIdOf(application.id),
    applicationId: application.id,
    redirectUri: `${issuer}/console/sign-in?return_to=${encodeURIComponent(target)}`,
    scopes: [],
    audiences: [],
    prompts: [],
    maxAgeSeconds,
    further: {},
    endsAtOwnPage: true,
  }
}

/** Returns where the person goes: a page of the console at this host, or its first page where something else was named. */
export function returnTarget(wanted: string | undefined, issuer: string): string {
  if (wanted === undefined || wanted.length > LONGEST_RETURN || !URL.canParse(wanted, issuer)) return HOME
  const { origin, pathname, search, hash } = new URL(wanted, issuer)
  const isConsole = pathname === HOME || pathname.startsWith(`${HOME}/`)
  return wanted.startsWith('/') && origin === issuer && isConsole ? `${pathname}${search}${hash}` : HOME
}
