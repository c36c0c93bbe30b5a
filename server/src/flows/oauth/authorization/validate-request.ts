import { fitsAnswer, type AuthorizationRequest } from '#flows/engine'
import { clientIdOf } from '#domain/applications'
import { OAuthError } from '../errors.ts'
import { readScope } from '../read-scope.ts'
import { allTargets } from '../targets.ts'
import { acrValuesOf } from './acr-values.ts'
import { checkAddress } from './check-address.ts'
import type { CheckContext } from './check.ts'
import { checksAfterRedirect } from './checks.ts'
import { promptsOf } from './check-prompt.ts'
import { responseModeOf } from './check-response.ts'
import { expectedSubjects } from './expected-subjects.ts'
import type { RawRequest } from './request.ts'
import { readClaimsParameter } from './requested-claims.ts'
import type { TrustedRedirect } from './trust-redirect.ts'

/**
 * Returns the request after every check has passed.
 *
 * @throws {OAuthError} to be sent to the redirect URI
 */
export async function validateRequest(
  ctx: CheckContext,
  raw: RawRequest,
  trusted: TrustedRedirect,
): Promise<AuthorizationRequest> {
  const { application, redirectUri, redirectPattern } = trusted
  for (const check of checksAfterRedirect) await check(raw, application, ctx)
  await checkAddress(ctx, raw, trusted)
  const claims = readClaimsParameter(raw.claims)
  const subjects = await expectedSubjects(ctx, raw.idTokenHint, claims?.subjects)
  const audiences = allTargets(raw)
  const { scopes, apiScopes } = await readScope(ctx, raw.scope, { applicationId: application.id, audiences })
  const answered = { redirectUri, scopes, ...responseModeOf(raw, application), ...present('state', raw.state) }
  if (!fitsAnswer(answered, ctx.issuer)) {
    throw new OAuthError('invalid_request', 'state is too long: the answer would not fit into an address.')
  }
  return {
    ...answered,
    clientId: clientIdOf(application.id),
    applicationId: application.id,
    audiences,
    prompts: promptsWith(raw),
    further: { ...raw.further },
    ...present('redirectPattern', redirectPattern),
    ...present('nonce', raw.nonce),
    ...present('codeChallenge', raw.codeChallenge),
    ...present('loginHint', raw.loginHint),
    ...(apiScopes === undefined ? {} : { apiScopes }),
    ...(subjects === undefined ? {} : { expectedSubjects: subjects }),
    ...(claims === undefined
      ? {}
      : { requestedClaims: { idToken: [...claims.idToken], userinfo: [...claims.userinfo] } }),
    ...acrValuesOf(raw, claims),
    ...(raw.maxAge === undefined ? {} : { maxAgeSeconds: Number(raw.maxAge) }),
  }
}

/** Adds `create` where an older official SDK requests sign-up by `start_page`. */
function promptsWith(raw: RawRequest): string[] {
  const prompts = promptsOf(raw.prompt)
  return raw.startPage === 'registration' && !prompts.includes('none') ? [...prompts, 'create'] : prompts
}

function present<N extends string>(name: N, value: string | undefined): Partial<Record<N, string>> {
  const record: Partial<Record<string, string>> = value === undefined ? {} : { [name]: value }
  return record
}
