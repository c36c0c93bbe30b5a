import type { Context } from '#platform/context'
import type { Form } from '#platform/http'
import type { Application } from '#domain/applications'
import { rotateRefreshToken, type IssuedTokens } from '#domain/tokens'
import { OAuthError } from '../errors.ts'
import { scopeNames } from '../read-scope.ts'
import { readTargets } from '../targets.ts'

/** Refreshes tokens (RFC 6749 section 6). `kept` is the token of the browser's cookie, where the request may use it. */
export async function refreshTokens(
  ctx: Context,
  application: Application,
  { form, kept }: { form: Form; kept: string | undefined },
): Promise<IssuedTokens> {
  if (application.type === 'm2m') {
    throw new OAuthError('unauthorized_client', 'This application may not use refresh tokens.')
  }
  const refreshToken = form.fields.get('refresh_token') ?? kept
  if (refreshToken === undefined) throw new OAuthError('invalid_request', 'refresh_token is missing.')
  const scope = form.fields.get('scope')
  const issued = await rotateRefreshToken(ctx, {
    application,
    refreshToken,
    // Once each: a later count must not take a scope that is named four times for four scopes.
    scopes: scope === undefined ? undefined : [...scopeNames(scope)],
    resources: readTargets(form).resources,
  })
  if (!issued) throw new OAuthError('invalid_grant', 'The refresh token is not valid, was used, or has expired.')
  return issued
}
