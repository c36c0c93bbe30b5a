import type { Hono } from 'hono'
import { answerPage, clearCookie, cookieNames, readCookie, type AppEnv, type RequestContext } from '#platform/http'
import { answerErrorPage, frameFor, renderPage, SignedOutPage } from '#flows/pages'
import { guarded } from '#flows/signin'
import { isLogoutUriRegistered } from '#domain/applications'
import { readSession } from '#domain/sessions'
import { signOut } from './sign-out.ts'

/** A session is found here however long it was idle: signing out must always work. */
const ANY_AGE_SECONDS = Number.MAX_SAFE_INTEGER

/** `GET /logout?redirect=`: ends the session of this browser, and with it every token that hangs on it. */
export function mountLogout(app: Hono<AppEnv>): void {
  app.get('/logout', (c) => guarded(c, () => logOut(c)))
}

async function logOut(c: RequestContext): Promise<Response> {
  const { ctx } = c.var
  const names = cookieNames(ctx.environment.id)
  const session = await readSession(ctx, readCookie(c, names.session), ANY_AGE_SECONDS)
  if (session) await signOut(ctx, session, { isEverywhere: c.req.query('all_sessions') === 'true' })
  clearCookie(c, names.session)
  for (const name of cookiesOf(c, names.refreshOf(''))) clearCookie(c, name)
  clearCookie(c, names.marker)
  const redirect = c.req.query('redirect') ?? ''
  if (redirect === '') {
    return answerPage(c, {
      status: 200,
      html: (nonce) => renderPage(SignedOutPage, frameFor(c, { nonce, path: '/logout' })),
    })
  }
  if (!(await isLogoutUriRegistered(ctx, redirect))) {
    const detail = [{ label: 'redirect', value: redirect.slice(0, 500) }]
    return answerErrorPage(c, { kind: 'bad_redirect_uri', code: 'invalid_logout_uri', detail })
  }
  c.header('cache-control', 'no-store')
  return c.redirect(redirect, 303)
}

function cookiesOf(c: RequestContext, prefix: string): string[] {
  const pairs = c.req.header('cookie')?.split(';') ?? []
  return pairs.map((pair) => pair.trim().split('=')[0] ?? '').filter((name) => name.startsWith(prefix))
}
