import { frameFor } from './frame-for.ts'
import { answerPage, type Page, type RequestContext } from '#platform/http'
import { ErrorPage, type DetailLine, type ErrorKind, type RateLimitScope, type WaysOut } from './error-page.tsx'
import type { PageApplication } from './frame.ts'
import { renderPage } from './render-page.ts'

interface ErrorAnswer {
  readonly kind: ErrorKind
  readonly status?: Page['status']
  readonly application?: PageApplication | undefined
  /** Stable, for developers. */
  readonly code?: string
  readonly detail?: readonly DetailLine[]
  readonly retryAfterSeconds?: number
  readonly ways?: WaysOut
  /** The source of too many requests, where it is known. */
  readonly scope?: RateLimitScope | undefined
}

const STATUS: Readonly<Partial<Record<ErrorKind, Page['status']>>> = {
  flow_expired: 410,
  flow_finished: 410,
  flow_foreign: 403,
  access_denied: 403,
  no_address: 403,
  account_suspended: 403,
  organization_suspended: 403,
  not_a_member: 403,
  domain_not_allowed: 403,
  address_not_admitted: 403,
  not_found: 404,
  unknown_host: 421,
  rate_limited: 429,
  unavailable: 503,
  server_error: 500,
}

/** An error that a person meets, as a page with a way out (A3-4). */
export function answerErrorPage(c: RequestContext, answer: ErrorAnswer): Response {
  const { status = STATUS[answer.kind] ?? 400, retryAfterSeconds } = answer
  if (retryAfterSeconds !== undefined) c.header('retry-after', String(retryAfterSeconds))
  return answerPage(c, {
    status,
    html: (nonce) => renderPage(ErrorPage, { ...frameFor(c, { nonce, application: answer.application }), ...answer }),
  })
}
