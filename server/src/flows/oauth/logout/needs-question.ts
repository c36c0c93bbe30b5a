import { hexOf } from '#platform/ids'
import type { RequestContext } from '#platform/http'
import { isAllowedOrigin, isAnyLogoutUri } from '#domain/applications'
import type { BrowserSignIn } from './find-sign-in.ts'
import { isMeant } from './is-meant.ts'
import type { LogoutRequest } from './request.ts'
import type { LogoutTrust } from './trust-logout.ts'

interface Circumstances {
  readonly request: LogoutRequest
  readonly trust: LogoutTrust
  readonly signIn: BrowserSignIn
}

/**
 * Returns whether the person is asked before the sign-out (AS-62). The protocol demands it where no hint names them
 * (OIDC RP-Initiated Logout section 2). Our own form ends the session of this browser without a question, because its
 * clients rely on that; to end all sessions it needs proof that an application sent the request.
 */
export async function needsQuestion(c: RequestContext, circumstances: Circumstances): Promise<boolean> {
  const { request, trust, signIn } = circumstances
  if (request.isEverywhere) return !(await isAskedByApplication(c, circumstances))
  return !request.isOwnForm && !(await isMeant(c.var.ctx, { request, trust, session: signIn.session }))
}

/**
 * Returns whether the request comes from an application and not from a link on some page: the official SDKs send the
 * same link, and a GET has no `Origin`. An ID token of this session proves it. So does a registered address to return
 * to, sent by a page of a registered origin: browsers write `Referer`, and a page can leave it out but not forge it.
 */
async function isAskedByApplication(c: RequestContext, { request, trust, signIn }: Circumstances): Promise<boolean> {
  const { ctx } = c.var
  const { session } = signIn
  const isOfSession = trust.sessionId === undefined || trust.sessionId === hexOf(session.id)
  if (isOfSession && (await isMeant(ctx, { request, trust, session }))) return true
  const { redirect } = request
  if (redirect === undefined || redirect === '' || !(await isAnyLogoutUri(ctx, redirect))) return false
  const referer = c.req.header('referer') ?? ''
  return URL.canParse(referer) && (await isAllowedOrigin(ctx, new URL(referer).origin))
}
