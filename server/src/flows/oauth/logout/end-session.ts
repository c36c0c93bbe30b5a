import { clearCookie, cookieNames, readCookie, type RequestContext } from '#platform/http'
import { readSession, type Session } from '#domain/sessions'
import { signOut } from './sign-out.ts'

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

/** Ends the session of this browser with every token that belongs to it, and clears its cookies (AS-62). */
export async function endSession(
  c: RequestContext,
  signIn: BrowserSignIn | undefined,
  { isEverywhere }: { isEverywhere: boolean },
): Promise<void> {
  const { ctx } = c.var
  const names = cookieNames(ctx)
  if (signIn) await signOut(ctx, signIn.session, { isEverywhere })
  clearCookie(c, names.session)
  for (const name of cookiesOf(c, names.refreshOf(''))) clearCookie(c, name)
  clearCookie(c, names.marker)
}

function cookiesOf(c: RequestContext, prefix: string): string[] {
  const pairs = c.req.header('cookie')?.split(';') ?? []
  return pairs.map((pair) => pair.trim().split('=')[0] ?? '').filter((name) => name.startsWith(prefix))
}
