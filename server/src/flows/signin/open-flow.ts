import { cookieNames, readCookie, type Form, type FormBinding, type RequestContext } from '#platform/http'
import { digestOf, equalDigests } from '#platform/crypto'
import { isId } from '#platform/ids'
import type { ErrorKind } from '#flows/pages'
import { readClient, trustRedirectUri, type Application } from '#domain/applications'
import { findFlow, openFlowOfPage, type Flow } from './flow.ts'

export interface OpenFlow {
  readonly flow: Flow
  readonly application: Application
  /** The browser's own secret, from its cookie. */
  readonly browser: string
  /** False while the flow lives in its page only. */
  readonly isStored: boolean
}

export type Opening =
  | ({ readonly outcome: 'open' } & OpenFlow)
  | ({ readonly outcome: 'finished' } & OpenFlow)
  | ({ readonly outcome: 'expired' } & OpenFlow)
  | {
      readonly outcome: 'problem'
      readonly kind: ErrorKind
      readonly code?: string
      readonly application?: Application | undefined
    }

/**
 * Opens the flow that a request names, if this browser may continue it. The id alone is useless in another browser,
 * because the cookie binds the flow to one (AS-19, ATO-06).
 */
export async function openFlow(c: RequestContext, id: string, form: Form | undefined): Promise<Opening> {
  const { ctx } = c.var
  const sealed = form?.fields.get('flow') ?? c.req.query('flow')
  const stored = isId(id) ? await findFlow(ctx, id) : undefined
  const flow = stored ?? (sealed === undefined ? undefined : openFlowOfPage(ctx, sealed))
  if (!flow || (isId(id) && flow.id !== id)) return { outcome: 'problem', kind: 'flow_expired' }
  const application = await readClient(ctx, flow.request.clientId)
  if (!application) return { outcome: 'problem', kind: 'bad_client' }
  const browser = readCookie(c, cookieNames(ctx).browser)
  if (browser === undefined) {
    // A browser without cookies never gets the address of a step, so the address was opened in another browser.
    const isOpenedElsewhere = c.req.method === 'GET' && isId(id)
    return { outcome: 'problem', kind: isOpenedElsewhere ? 'flow_foreign' : 'cookies_blocked', application }
  }
  if (!equalDigests(digestOf(browser), flow.browserDigest))
    return { outcome: 'problem', kind: 'flow_foreign', application }
  if (!(await isStillRegistered(c, flow, application))) {
    return { outcome: 'problem', kind: 'bad_redirect_uri', code: 'invalid_redirect_uri', application }
  }
  const opened = { flow, application, browser, isStored: stored !== undefined }
  if (flow.finishedAt) return { outcome: 'finished', ...opened }
  if (flow.expiresAt <= ctx.clock()) return { outcome: 'expired', ...opened }
  return { outcome: 'open', ...opened }
}

/**
 * Whether the redirect URI is still registered. An address may have been removed because an attacker controls it: then
 * a flow that began before must not end there.
 */
async function isStillRegistered(
  c: RequestContext,
  { request: { redirectUri, endsAtOwnPage } }: Flow,
  application: Application,
): Promise<boolean> {
  return endsAtOwnPage === true || (await trustRedirectUri(c.var.ctx, application, redirectUri)) !== undefined
}

/** Returns the binding of a form to its flow and this browser. */
export function formBindingOf({ flow, browser }: Pick<OpenFlow, 'flow' | 'browser'>): FormBinding {
  return { purpose: 'csrf', parts: [flow.id, browser] }
}
