import { answerPage, type RequestContext } from '#platform/http'
import { formPostOf, type AnswerTarget } from '#flows/engine'
import { frameFor, renderPage } from '#flows/pages'
import type { Application } from '#domain/applications'
import { FormPostPage } from './pages/form-post-page.tsx'
import { pageApplication } from './show-step.tsx'

/** Sends the browser to the application with an answer, the way that the request asked for. */
export function answerApplication(
  c: RequestContext,
  { target, location, application }: { target: AnswerTarget; location: string; application: Application },
): Response {
  const post = formPostOf(target, location)
  if (post) {
    const shown = pageApplication(application)
    return answerPage(c, {
      status: 200,
      html: (nonce) => renderPage(FormPostPage, { ...frameFor(c, { nonce, application: shown }), ...post }),
    })
  }
  c.header('cache-control', 'no-store')
  c.header('referrer-policy', 'no-referrer')
  // 303: the browser must not send the form again to the application (AS-10).
  return c.redirect(location, 303)
}
