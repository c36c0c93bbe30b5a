import type { RequestContext } from '#platform/http'
import { answerSignedIn } from './answer-application.ts'
import type { FinishedFlow } from './finish/keep-answer.ts'
import { keepKnownBrowser } from './known-browser.ts'
import type { OpenFlow } from './open-flow.ts'
import { setSessionCookie } from './session-cookie.ts'
import { keepTrust } from './trusted-browser.ts'

export function leaveFlow(c: RequestContext, { flow, application }: OpenFlow, finished: FinishedFlow): Response {
  const { session, location, redirectUri, trust } = finished
  if (trust !== undefined) keepTrust(c, trust)
  if (session) {
    setSessionCookie(c, session.token, session)
    keepKnownBrowser(c, session.userId)
  }
  const { request } = flow
  return answerSignedIn(c, { request, target: { ...request, redirectUri }, location, application })
}
