import { Fault, InvalidInput, TooManyRequests, Unavailable } from '#platform/errors'
import { goneReference, isUnavailable } from '#platform/db'
import { answerText, type RequestContext } from '#platform/http'
import type { Logger } from '#platform/telemetry'
import { OAuthError, type OAuthErrorCode } from './errors.ts'

/** Returns an answer that is never cached (RFC 6749 section 5.1). */
export function answerJson(c: RequestContext, body: Readonly<Record<string, unknown>>, status = 200): Response {
  c.header('content-type', 'application/json')
  c.header('cache-control', 'no-store')
  c.header('pragma', 'no-cache')
  c.header('x-content-type-options', 'nosniff')
  return answerText(c, JSON.stringify(body), status)
}

/** Answers an error of an endpoint that clients call, in the protocol's form (AS-32). */
export function answerError(c: RequestContext, error: unknown, log: Logger): Response {
  const { body, status, headers } = renderError(error, log)
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  if (status === 401 && /^basic /i.test(c.req.header('authorization') ?? '')) {
    c.header('www-authenticate', 'Basic realm="token", charset="UTF-8"')
  }
  return answerJson(c, body, status)
}

/** The protocol's codes for errors of the token domain. */
const CODES: Readonly<Partial<Record<string, OAuthErrorCode>>> = {
  INVALID_SCOPE: 'invalid_scope',
  INVALID_TARGET: 'invalid_target',
}

/** A reference was deleted during the request: answer as the next request would be answered. */
const GONE = {
  application: new OAuthError('invalid_client', 'The client does not exist any more.'),
  other: new OAuthError('invalid_grant', 'What the token would stand for does not exist any more.'),
} as const

function renderError(error: unknown, log: Logger) {
  const render = (body: Record<string, unknown>, status: number, headers: Record<string, string> = {}) => ({
    body,
    status,
    headers,
  })
  if (error instanceof OAuthError) return render(error.toJSON(), error.status)
  if (error instanceof InvalidInput) {
    return render({ error: CODES[error.code] ?? 'invalid_request', error_description: error.message }, 400)
  }
  if (error instanceof TooManyRequests || error instanceof Unavailable) {
    const body = { error: 'temporarily_unavailable', error_description: error.message }
    return render(body, error.status, { 'retry-after': String(error.retryAfterSeconds) })
  }
  const gone = goneReference(error)
  if (gone !== undefined) {
    const refusal = gone === 'application' ? GONE.application : GONE.other
    return render(refusal.toJSON(), refusal.status)
  }
  if (error instanceof Fault)
    return render({ error: 'invalid_request', error_description: error.message }, error.status)
  if (isUnavailable(error)) {
    log.warn({ err: error }, 'the database did not answer')
    const body = { error: 'temporarily_unavailable', error_description: 'The service is not available right now.' }
    return render(body, 503, { 'retry-after': '2' })
  }
  log.error({ err: error }, 'a request failed')
  return render({ error: 'server_error', error_description: 'Something went wrong.' }, 500)
}
