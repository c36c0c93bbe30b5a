import type { Context as HonoContext } from 'hono'

interface Refusal {
  readonly status: 414 | 500 | 503
  readonly code: string
  readonly message: string
}

/** Where programs ask, which read every answer as JSON. */
const API = /^\/(?:account_)?api\//

/** A refusal before anything is known of the request: a sentence, or the envelope of the APIs below their paths. */
export function answerPlain(c: HonoContext, { status, code, message }: Refusal): Response {
  return API.test(c.req.path) ? c.json({ errors: [{ code, message }] }, status) : c.text(message, status)
}
