import type { Context } from '#platform/context'
import type { Form } from '#platform/http'
import { isConfidential, type Application } from '#domain/applications'
import { authorizationsFor, scopesOf } from '#domain/resource-servers'
import { mintClientToken } from '#domain/tokens'
import { OAuthError } from '../errors.ts'

/**
 * RFC 6749 section 4.4. Never yields a refresh or an ID token (AS-27). Without `scope`: all that the application may
 * have; a scope outside of that is refused, not dropped, since a machine cannot notice what it was not given.
 */
export async function grantClientCredentials(ctx: Context, application: Application, form: Form) {
  if (!isConfidential(application.type)) {
    throw new OAuthError('unauthorized_client', 'This application may not use client credentials.')
  }
  const audiences = readAudiences(form)
  if (audiences.length === 0) throw new OAuthError('invalid_request', 'audience is missing.')
  const authorizations = await authorizationsFor(ctx, application, audiences)
  if (!authorizations) {
    throw new OAuthError('unauthorized_client', 'This application is not authorised for the audience.')
  }
  const scopes = narrow(form.fields.get('scope'), scopesOf(authorizations))
  const { accessToken, expiresInSeconds } = await mintClientToken(ctx, {
    application,
    audiences: authorizations.map(({ audience }) => audience),
    scopes,
  })
  return { access_token: accessToken, token_type: 'Bearer', expires_in: expiresInSeconds, scope: scopes.join(' ') }
}

/** Repeated or separated by blanks, empty tolerated (compat section 1.4). */
function readAudiences(form: Form): string[] {
  return form
    .all('audience')
    .flatMap((value) => value.split(' '))
    .filter((value) => value !== '')
}

function narrow(requested: string | undefined, allowed: readonly string[]): readonly string[] {
  const wanted = requested?.split(' ').filter((scope) => scope !== '') ?? []
  if (wanted.length === 0) return allowed
  if (!wanted.every((scope) => allowed.includes(scope))) {
    throw new OAuthError('invalid_scope', 'A scope is unknown or not granted to this application.')
  }
  return [...new Set(wanted)]
}
