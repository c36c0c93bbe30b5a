import type { Context } from '#platform/context'
import type { Form } from '#platform/http'
import { isConfidential, type Application } from '#domain/applications'
import { authorizationsFor, scopesOf, tokenTypOf } from '#domain/resource-servers'
import { mintClientToken } from '#domain/tokens'
import { OAuthError } from '../errors.ts'
import { allTargets, checkResources, readTargets, type Targets } from '../targets.ts'
import { TOKEN_TYPE } from './token-type.ts'

/**
 * Issues a token to a machine (RFC 6749 section 4.4), never with a refresh or ID token (AS-27). Without `scope`, the
 * machine gets every scope that it may have. A scope beyond those is rejected, not dropped, since a machine cannot
 * notice that it got less.
 */
export async function grantClientCredentials(ctx: Context, application: Application, form: Form) {
  if (!isConfidential(application.type)) {
    throw new OAuthError('unauthorized_client', 'This application may not use client credentials.')
  }
  if (application.isOrganizationSuspended) {
    throw new OAuthError('unauthorized_client', 'The organization of this application is suspended.')
  }
  const authorizations = await authorizationsOf(ctx, application, readTargets(form))
  const scopes = narrow(form.fields.get('scope'), scopesOf(authorizations))
  const { accessToken, expiresInSeconds } = await mintClientToken(ctx, {
    application,
    audiences: authorizations.map(({ audience }) => audience),
    scopes,
    tokenTyp: tokenTypOf(authorizations),
  })
  return { access_token: accessToken, token_type: TOKEN_TYPE, expires_in: expiresInSeconds, scope: scopes.join(' ') }
}

/**
 * Returns the authorizations for the requested APIs. Each parameter has its own error: `resource` has that of RFC 8707
 * section 2.
 */
async function authorizationsOf(ctx: Context, application: Application, targets: Targets) {
  const all = allTargets(targets)
  if (all.length === 0) throw new OAuthError('invalid_request', 'audience is missing.')
  checkResources(targets)
  if (!(await authorizationsFor(ctx, application, targets.audiences))) {
    throw new OAuthError('unauthorized_client', 'This application is not authorised for the audience.')
  }
  const authorizations = await authorizationsFor(ctx, application, all)
  if (authorizations) return authorizations
  throw new OAuthError('invalid_target', 'This application is not authorised for the resource.')
}

function narrow(requested: string | undefined, allowed: readonly string[]): readonly string[] {
  const wanted = requested?.split(' ').filter((scope) => scope !== '') ?? []
  if (wanted.length === 0) return allowed
  if (!wanted.every((scope) => allowed.includes(scope))) {
    throw new OAuthError('invalid_scope', 'A scope is unknown or not granted to this application.')
  }
  return [...new Set(wanted)]
}
