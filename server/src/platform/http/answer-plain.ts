import type { Context as HonoContext } from 'hono'

interface Refusal {
  readonly status: 414 | 421 | 500 | 503
  readonly code: string
  readonly message: string
}

/** Where programs ask, which read every answer as JSON. */
const API = /^\/(?:account_)?api(?:\/|$)/
const PROTOCOL = /^\/(?:\.well-known\/|dev\/inbox\/|oauth2\/(?!auth(?:$|\/)))/

/** Returns whether programs ask at this address, which cannot read a page. */
export function isForPrograms(c: HonoContext): boolean {
  return API.test(c.req.path) || PROTOCOL.test(c.req.path)
}

/** A refusal as programs read it: the error of OAuth below its endpoints, elsewhere the envelope of the APIs. */
export function answerProgram(c: HonoContext, { status, code, message }: Refusal): Response {
  const body = c.req.path.startsWith('/oauth2/')
    ? { error: 'invalid_request', error_description: message }
    : { errors: [{ code, message }] }
  c.header('cache-control', 'no-store')
  return c.json(body, status)
}

/** A refusal before anything is known of the request: a sentence, or the envelope of the APIs below their paths. */
export function answerPlain(c: HonoContext, { status, code, message }: Refusal): Response {
  return API.test(c.req.path) ? c.json({ errors: [{ code, message }] }, status) : c.text(message, status)
}
