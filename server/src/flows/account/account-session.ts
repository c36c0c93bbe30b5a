import type { Context } from '#platform/context'
import { digestOf, newToken } from '#platform/crypto'
import { cookieNames, readCookie, setCookie, type RequestContext } from '#platform/http'
import { subjectOf } from '#platform/ids'
import type { Author } from '#platform/outbox'
import type { AuthorizationRequest } from '#flows/engine'
import { listFactors } from '#domain/factors'
import { ACR_MULTI_FACTOR } from '#domain/tokens'
import { beginFlow, describeBrowser, startFlow } from '#flows/signin'
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

/**
 * Returns whether the person still has to pass the second factor that they have. A code to the very address by which they
 * signed in would prove nothing more, so such a factor is not asked for (decision 0165).
 */
export async function lacksFactor(
  { db }: Pick<Context, 'db'>,
  { session: { amr, method }, userId }: OwnAccount,
): Promise<boolean> {
  if (amr.includes('mfa')) return false
  const isByCode = method.endsWith(':code')
  const repeated = method === 'phone:code' ? 'sms' : 'email'
  return (await listFactors(db, userId)).some(({ kind }) => !isByCode || kind !== repeated)
}

interface SignInWish {
  /** The page to return to. */
  readonly path: string
  /** The person is signed in, and has to show once more who they are. */
  readonly isAgain?: boolean
  /** They have to pass a second factor. */
  readonly isStepUp?: boolean
}

/** Signs the person in, or in again, and leads back to a page of the account. */
export async function askSignIn(c: RequestContext, { isAgain, isStepUp, path }: SignInWish): Promise<Response> {
  return begin(c, {
    path,
    ...(isAgain === true ? { maxAgeSeconds: RECENT_SECONDS } : {}),
    ...(isStepUp === true ? { acrValues: [...ACR_MULTI_FACTOR] } : {}),
  })
}

/** Leads a person who is signed in to the pages that set up a second factor, and back to their account. */
export async function askFactor(c: RequestContext, { session }: OwnAccount, path: string): Promise<Response> {
  return begin(c, { path, enrolls: 'factor', maxAgeSeconds: RECENT_SECONDS }, session.id)
}

type Wish = Pick<AuthorizationRequest, 'maxAgeSeconds' | 'acrValues' | 'enrolls'> & { readonly path: string }

async function begin(c: RequestContext, { path, ...wish }: Wish, sessionId?: string): Promise<Response> {
  const { ctx } = c.var
  const application = await readAccountApplication(ctx)
  const names = cookieNames(ctx)
  const browser = readCookie(c, names.browser) ?? newToken()
  setCookie(c, { name: names.browser, value: browser })
  const request = requestOf(ctx.issuer, { application, path })
  const flow = beginFlow(ctx, { ...request, ...wish }, { browserDigest: digestOf(browser), sessionId })
  return startFlow(c, { flow, application, browser, isStored: false })
}

function requestOf(
  issuer: string,
  { application, path }: { readonly application: Application; readonly path: string },
): AuthorizationRequest {
  return {
    clientId: clientIdOf(application.id),
    applicationId: application.id,
    redirectUri: `${issuer}${path}`,
    scopes: [],
    audiences: [],
    prompts: [],
    further: {},
    endsAtOwnPage: true,
  }
}
