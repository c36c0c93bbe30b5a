import { digestOf, newToken } from '#platform/crypto'
import { cookieNames, readCookie, setCookie, type RequestContext } from '#platform/http'
import { subjectOf } from '#platform/ids'
import type { Author } from '#platform/outbox'
import type { AuthorizationRequest } from '#flows/engine'
import { beginFlow, describeBrowser, showFirst } from '#flows/signin'
import { clientIdOf, readAccountApplication, type Application } from '#domain/applications'
import { keepSessionActive, readSession, type Session } from '#domain/sessions'

/** A change wants a sign-in that is not older (ATO-16). */
const RECENT_SECONDS = 600

/** A person at their own account. */
export interface OwnAccount {
  readonly session: Session
  readonly userId: string
  readonly author: Author
  /** The source of their requests, for the mails that tell of changes. */
  readonly requestedFrom: { readonly ip: string; readonly browser: string | undefined }
}

/** Returns the person who is signed in here, whichever application they signed in for. */
export async function findOwnAccount(c: RequestContext): Promise<OwnAccount | undefined> {
  const { ctx } = c.var
  const application = await readAccountApplication(ctx)
  const session = await readSession(ctx, readCookie(c, cookieNames(ctx).session), application)
  if (!session) return undefined
  await keepSessionActive(ctx, { session, application })
  const { userId } = session
  const { ip, userAgent } = ctx.requester
  return {
    session,
    userId,
    author: { actor: { type: 'user', id: subjectOf(userId) }, source: 'user' },
    requestedFrom: { ip, browser: describeBrowser(userAgent) },
  }
}

/** Returns whether the person proved who they are recently enough for a change. */
export function isRecent({ session }: OwnAccount, now: Date): boolean {
  // A sign-in in the future was written before the clock was set back (REL-09).
  return Math.abs(now.getTime() - session.authenticatedAt.getTime()) / 1000 <= RECENT_SECONDS
}

/** Signs the person in, or in again, and leads back to a page of the account. */
export async function askSignIn(
  c: RequestContext,
  { path, isAgain }: { readonly path: string; readonly isAgain: boolean },
): Promise<Response> {
  const { ctx } = c.var
  const application = await readAccountApplication(ctx)
  const names = cookieNames(ctx)
  const browser = readCookie(c, names.browser) ?? newToken()
  setCookie(c, { name: names.browser, value: browser })
  const request = requestOf(ctx.issuer, { application, path, isAgain })
  const flow = beginFlow(ctx, request, { browserDigest: digestOf(browser) })
  return showFirst(c, { flow, application, browser, isStored: false })
}

function requestOf(
  issuer: string,
  { application, path, isAgain }: { application: Application; path: string; isAgain: boolean },
): AuthorizationRequest {
  return {
    clientId: clientIdOf(application.id),
    applicationId: application.id,
    redirectUri: `${issuer}${path}`,
    scopes: [],
    audiences: [],
    prompts: [],
    ...(isAgain ? { maxAgeSeconds: RECENT_SECONDS } : {}),
    further: {},
    endsAtOwnPage: true,
  }
}
