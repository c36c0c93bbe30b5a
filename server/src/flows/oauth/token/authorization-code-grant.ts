import type { Context } from '#platform/context'
import type { Form } from '#platform/http'
import type { Application } from '#domain/applications'
import { redeemCode, type IssuedTokens } from '#domain/tokens'
import { OAuthError } from '../errors.ts'
import { readTargets } from '../targets.ts'

/** The format of a verifier (RFC 7636 section 4.1). */
const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/

/**
 * Exchanges a code for tokens (RFC 6749 section 4.1.3). Every reason why a code does not work gets the same answer
 * (AS-32).
 */
export async function exchangeAuthorizationCode(
  ctx: Context,
  application: Application,
  form: Form,
): Promise<IssuedTokens> {
  if (application.type === 'm2m' || application.type === 'device') {
    throw new OAuthError('unauthorized_client', 'This application may not use authorization codes.')
  }
  const code = form.fields.get('code')
  if (code === undefined) throw new OAuthError('invalid_request', 'code is missing.')
  const codeVerifier = form.fields.get('code_verifier')
  if (codeVerifier !== undefined && !VERIFIER.test(codeVerifier)) {
    throw new OAuthError('invalid_grant', 'code_verifier must be 43 to 128 unreserved characters.')
  }
  const redirectUri = form.fields.get('redirect_uri')
  // Without PKCE the redirect URI binds the exchange (AS-25). Only the request decides this answer, so it reveals
  // nothing about the code.
  if (redirectUri === undefined && codeVerifier === undefined) {
    throw new OAuthError('invalid_request', 'redirect_uri is missing.')
  }
  const issued = await redeemCode(ctx, {
    application,
    code,
    codeVerifier,
    redirectUri,
    resources: readTargets(form).resources,
  })
  if (!issued) throw new OAuthError('invalid_grant', 'The code is not valid, was used, or has expired.')
  return issued
}
