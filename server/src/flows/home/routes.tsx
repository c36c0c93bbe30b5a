import type { Hono } from 'hono'
import { answerPage, type AppEnv, type RequestContext } from '#platform/http'
import { frameFor, renderPage } from '#flows/pages'
import { guarded } from '#flows/signin'
import { homeOf } from './home-of.ts'
import { DevelopmentHomePage } from './pages/development-home-page.tsx'
import { NamePage } from './pages/name-page.tsx'

interface HomeOptions {
  /** Where administrators sign in. */
  readonly controlOrigin: string
}

/** The root of every environment but the control environment, which has answered before. */
export function mountHome(app: Hono<AppEnv>, options: HomeOptions): void {
  app.get('/', (c) => guarded(c, () => showHome(c, options)))
}

async function showHome(c: RequestContext, { controlOrigin }: HomeOptions): Promise<Response> {
  const { environment, issuer } = c.var.ctx
  const home = await homeOf(c.var.ctx)
  if (home.kind === 'homepage') {
    c.header('cache-control', 'no-store')
    c.header('referrer-policy', 'no-referrer')
    return c.redirect(home.address, 303)
  }
  const html = (nonce: string) => {
    const frame = frameFor(c, { nonce, path: '/' })
    if (home.kind === 'name') return renderPage(NamePage, frame)
    const links = { consoleHref: `${controlOrigin}/console`, inboxHref: '/dev/inbox' }
    return renderPage(DevelopmentHomePage, { ...frame, ...links, environment: environment.name, issuer })
  }
  return answerPage(c, { status: 200, html })
}
