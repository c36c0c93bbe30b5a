import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import { isUnavailable } from '#platform/db'
import { Fault, InvalidInput, TooManyRequests, Unavailable } from '#platform/errors'
import type { RequestContext } from './scope.ts'

/** The body of every refusal. */
export const ErrorEnvelope = z
  .object({
    errors: z.array(
      z.object({
        code: z.string().meta({ description: 'Stable; meant for programs.', example: 'APPLICATION_NOT_FOUND' }),
        message: z.string().meta({ description: 'Meant for developers; may change.' }),
      }),
    ),
  })
  .meta({ id: 'error_response' })

const outcome = {
  code: z.string().meta({ description: 'Response code.', example: 'OK' }),
  message: z.string().meta({ description: 'Response message.', example: 'Success' }),
}

/** The answer of an operation that has nothing to show. */
export const SuccessEnvelope = z.object(outcome).meta({ id: 'success_response' })

/** The schema of an answer that carries something beside code and message. */
export function successOf<S extends z.core.$ZodLooseShape>(shape: S) {
  return z.object({ ...outcome, ...shape })
}

export function success(): { code: string; message: string }
export function success<T extends object>(resource: T): { code: string; message: string } & T
export function success(resource?: object): object {
  return { code: 'OK', message: 'Success', ...resource }
}

interface JsonAnswer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/**
 * An answer with the headers set so far. The framework writes it as it is; a Response made by hand, or a look at the
 * headers of the one to be, is first turned into one of the Fetch standard and copied.
 */
export function answerText(c: RequestContext, text: string, status: number): Response {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- statuses of ours may all have a body
  const known = status as ContentfulStatusCode
  return c.req.method === 'HEAD' ? c.body(null, known) : c.body(text, known)
}

export function answerJson(c: RequestContext, { status, body, headers = {} }: JsonAnswer): Response {
  c.header('content-type', 'application/json; charset=utf-8')
  c.header('cache-control', 'no-store')
  c.header('x-content-type-options', 'nosniff')
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  return answerText(c, JSON.stringify(body), status)
}

export function answerNothing(): Response {
  return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
}

/** An answer must not grow with what was sent wrong. */
const ISSUES_SHOWN = 100

/** Renders what was thrown: a Fault as its envelope, anything else as an opaque 500 that only the log explains. */
export function answerError(c: RequestContext, error: unknown): Response {
  if (error instanceof Fault) {
    return answerJson(c, { status: error.status, body: { errors: errorsOf(error) }, headers: headersOf(error) })
  }
  if (isUnavailable(error)) {
    c.var.ctx.log.warn({ err: error }, 'the database did not answer')
    return answerError(c, new Unavailable('UNAVAILABLE', 'A part we depend on does not answer. Try again.'))
  }
  c.var.ctx.log.error({ err: error, method: c.req.method, route: c.req.path }, 'an operation failed')
  const errors = [{ code: 'INTERNAL_ERROR', message: 'Something went wrong on our side.' }]
  return answerJson(c, { status: 500, body: { errors } })
}

function errorsOf(fault: Fault): { code: string; message: string }[] {
  if (!(fault instanceof InvalidInput) || fault.issues.length === 0)
    return [{ code: fault.code, message: fault.message }]
  const shown = fault.issues.slice(0, ISSUES_SHOWN).map(({ pointer, message }) => ({
    code: fault.code,
    message: pointer === '' ? message : `${pointer}: ${message}`,
  }))
  const more = fault.issues.length - shown.length
  return more === 0 ? shown : [...shown, { code: fault.code, message: `${String(more)} more problems are not shown.` }]
}

function headersOf(fault: Fault): Record<string, string> {
  if (fault instanceof TooManyRequests) {
    const seconds = String(fault.retryAfterSeconds)
    return { 'ratelimit-reset': seconds, 'retry-after': seconds }
  }
  if (fault instanceof Unavailable) return { 'retry-after': String(fault.retryAfterSeconds) }
  // RFC 6750 section 3.
  if (fault.status === 401) {
    const problem = fault.code === 'TOKEN_REQUIRED' ? '' : ', error="invalid_token"'
    return { 'www-authenticate': `Bearer realm="management"${problem}` }
  }
  if (fault.code === 'INSUFFICIENT_SCOPE') {
    return { 'www-authenticate': 'Bearer realm="management", error="insufficient_scope"' }
  }
  return {}
}
