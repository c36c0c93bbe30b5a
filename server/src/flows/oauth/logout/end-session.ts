import { clearCookie, cookieNames, type RequestContext } from '#platform/http'
import { signOut } from './sign-out.ts'
import type { BrowserSignIn } from './find-sign-in.ts'

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
