import type { Context } from '#platform/context'
import { readClient, trustRedirectUri, type Application } from '#domain/applications'
import { isTrialAwaited } from '#domain/playground'
import type { RawRequest } from './request.ts'

export interface TrustedRedirect {
  readonly outcome: 'trusted'
  readonly application: Application
  readonly redirectUri: string
  /** See `AuthorizationRequest`. */
  readonly redirectPattern?: string
}

export type RedirectTrust =
  | TrustedRedirect
  | { readonly outcome: 'unknown_client' }
  | { readonly outcome: 'unregistered_redirect'; readonly application: Application; readonly sent: string | undefined }

/**
 * Returns whether there is an address to redirect to: a known client, and a redirect URI that it registered (RFC 9700
 * section 4.1.3). Every failure before that is shown on a page of ours (AS-01, AS-02). A repeated `client_id` or
 * `redirect_uri` is not trusted either: two parsers might read different ones.
 */
export async function trustRedirect(
  ctx: Pick<Context, 'db' | 'cache' | 'clock' | 'environment'>,
  { clientId, redirectUri, state, repeated }: RawRequest,
): Promise<RedirectTrust> {
  if (clientId === undefined || repeated.includes('client_id')) return { outcome: 'unknown_client' }
  const application = await readClient(ctx, clientId)
  if (!application || !(await mayBeNamed(ctx, application, state))) return { outcome: 'unknown_client' }
  const trusted =
    redirectUri === undefined || repeated.includes('redirect_uri')
      ? undefined
      : await trustRedirectUri(ctx, application, redirectUri)
  if (!trusted) return { outcome: 'unregistered_redirect', application, sent: redirectUri }
  const { uri, pattern } = trusted
  return {
    outcome: 'trusted',
    application,
    redirectUri: uri,
    ...(pattern === undefined ? {} : { redirectPattern: pattern }),
  }
}

/** The product's own applications take no request from outside: the playground only one that the console began. */
async function mayBeNamed(
  ctx: Pick<Context, 'db' | 'clock'>,
  { builtIn }: Application,
  state: string | undefined,
): Promise<boolean> {
  if (builtIn === undefined) return true
  return builtIn === 'playground' && state !== undefined && (await isTrialAwaited(ctx, state))
}
