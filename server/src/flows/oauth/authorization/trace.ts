import type { Context } from '#platform/context'
import { cookieNames, readCookie, type RequestContext } from '#platform/http'
import { newId } from '#platform/ids'
import type { Application } from '#domain/applications'
import { readSession } from '#domain/sessions'
import { isTraceAdmitted, writeTrace, type NewTrace, type TraceStep } from '#domain/traces'
import type { OAuthError } from '../errors.ts'
import type { RawRequest } from './request.ts'
import type { RedirectTrust } from './trust-redirect.ts'

type TraceEnding = Pick<NewTrace, 'kind' | 'applicationId' | 'userId' | 'organizationId' | 'sessionId'> & {
  readonly last: Omit<TraceStep, 'at'>
}

/** Traces a request with an address that nobody can be sent to. The address is stored without what follows its path. */
export function traceUntrusted(ctx: Context, trust: Exclude<RedirectTrust, { outcome: 'trusted' }>): void {
  const isUnknown = trust.outcome === 'unknown_client'
  const refusal = isUnknown
    ? { code: 'invalid_client', reason: 'no application has this client id' }
    : {
        code: 'invalid_redirect_uri',
        reason: 'the redirect URI is not registered',
        detail: { redirect_uri: withoutQuery(trust.sent) },
      }
  traceInBackground(ctx, {
    kind: 'sign_in',
    applicationId: isUnknown ? undefined : trust.application.id,
    last: { step: 'refusal', ...refusal },
  })
}

function withoutQuery(sent: string | undefined): string {
  if (sent === undefined) return '(missing)'
  if (!URL.canParse(sent)) return '(no address)'
  const { protocol, host, pathname } = new URL(sent)
  return `${protocol}//${host}${pathname}`
}

interface RequestRefusal {
  readonly raw: RawRequest
  readonly application: Application
  readonly error: OAuthError
}

/** Traces a request that the application got an error for, with the person who is signed in in this browser. */
export async function traceError(c: RequestContext, { raw, application, error }: RequestRefusal): Promise<void> {
  const { ctx } = c.var
  const session = await readSession(ctx, readCookie(c, cookieNames(ctx).session), application)
  traceInBackground(ctx, {
    kind: raw.prompt === 'none' ? 'silent' : 'sign_in',
    applicationId: application.id,
    userId: session?.userId,
    sessionId: session?.id,
    last: { step: 'refusal', code: error.code, reason: error.message },
  })
}

/** Anybody can send a request that is refused, so these traces are limited. */
function traceInBackground(ctx: Context, ended: TraceEnding): void {
  if (!isTraceAdmitted(ctx)) return
  writeTrace(ctx.db, requestTrace(ctx, ended)).catch((error: unknown) => {
    ctx.log.warn({ err: error }, 'a trace was not written')
  })
}

/** Returns the trace of a request that was answered at once. */
export function requestTrace(ctx: Pick<Context, 'clock' | 'requester'>, { last, ...known }: TraceEnding): NewTrace {
  const now = ctx.clock()
  return {
    id: newId(),
    startedAt: now,
    ...known,
    ...ctx.requester,
    opening: [],
    steps: [{ at: now.toISOString(), ...last }],
  }
}
