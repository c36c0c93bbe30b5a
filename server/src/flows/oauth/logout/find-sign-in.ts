import { type Session, readSession } from '#domain/sessions'
import { readCookie, cookieNames, type RequestContext } from '#platform/http'

export interface BrowserSignIn {
  readonly session: Session
  /** The value of the cookie that identified the session. */
  readonly token: string
}

export async function findSignIn(c: RequestContext): Promise<BrowserSignIn | undefined> {
  const { ctx } = c.var
  const token = readCookie(c, cookieNames(ctx).session)
  const session = await readSession(ctx, token)
  return session && token !== undefined ? { session, token } : undefined
}
