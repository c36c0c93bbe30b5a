import type { Context as HonoContext } from 'hono'

interface Refusal {
  readonly status: 414 | 421 | 500 | 503
  readonly code: string
  readonly message: string
}

/** Where programs ask, which read every answer as JSON. */
const API = /^\/(?:(?:account_)?api|console\/(?:session|sign-out|environments))(?:\/|$)/
const PROTOCOL = /^\/(?:\.well-known\/|dev\/inbox\/|oauth2\/(?!auth(?:$|\/)))/

/** Returns whether programs ask at this address, which cannot read a page. */
export function isForPrograms({ req: { path } }: HonoContext): boolean {
  return isProgramPath(path)
}

function isProgramPath(path: string): boolean {
  return API.test(path) || PROTOCOL.test(path)
}

/** A refusal as programs read it: the error of OAuth below its endpoints, elsewhere the envelope of the APIs. */
export function answerProgram(c: HonoContext, { status, ...refusal }: Refusal): Response {
  c.header('cache-control', 'no-store')
  return c.json(programBody(c.req.path, refusal), status)
}

function programBody(path: string, { code, message }: Omit<Refusal, 'status'>) {
  return path.startsWith('/oauth2/')
    ? { error: 'invalid_request', error_description: message }
    : { errors: [{ code, message }] }
}

/** Returns the body of a refusal at this path, for an answer that the framework does not make. */
export function refusalText(path: string, refusal: Omit<Refusal, 'status'>): { type: string; text: string } {
  if (!isProgramPath(path)) return { type: 'text/plain; charset=utf-8', text: `${refusal.message}\n` }
  return { type: 'application/json', text: JSON.stringify(programBody(path, refusal)) }
}

/** A refusal before anything is known of the request: a sentence, or the envelope of the APIs below their paths. */
export function answerPlain(c: HonoContext, { status, code, message }: Refusal): Response {
  return API.test(c.req.path) ? c.json({ errors: [{ code, message }] }, status) : c.text(message, status)
}
