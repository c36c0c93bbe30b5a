import type { Context } from '#platform/context'
import { readApplication, trustRedirectUri, type Application } from '#domain/applications'
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
  ctx: Pick<Context, 'db' | 'cache' | 'environment'>,
  { clientId, redirectUri, repeated }: RawRequest,
): Promise<RedirectTrust> {
  if (clientId === undefined || repeated.includes('client_id')) return { outcome: 'unknown_client' }
  const application = await readApplication(ctx, clientId)
  if (!application) return { outcome: 'unknown_client' }
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
