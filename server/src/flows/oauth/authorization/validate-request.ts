import type { AuthorizationRequest } from '#flows/engine'
import { clientIdOf } from '#domain/applications'
import { allTargets } from '../targets.ts'
import type { CheckContext } from './check.ts'
import { checksAfterRedirect } from './checks.ts'
import { promptsOf } from './check-prompt.ts'
import { responseModeOf } from './check-response.ts'
import { expectedSubject } from './expected-subject.ts'
import type { RawRequest } from './request.ts'
import { readClaimsParameter } from './requested-claims.ts'
import type { Trusted } from './trust-redirect.ts'

const SCOPES = ['openid', 'profile', 'email', 'offline']

/**
 * The request once every check has passed.
 *
 * @throws {OAuthError} to be sent to the redirect URI
 */
export async function validateRequest(
  ctx: CheckContext,
  raw: RawRequest,
  { application, redirectUri, redirectPattern }: Trusted,
): Promise<AuthorizationRequest> {
  for (const check of checksAfterRedirect) await check(raw, application, ctx)
  const claims = readClaimsParameter(raw.claims)
  return {
    clientId: clientIdOf(application.id),
    applicationId: application.id,
    redirectUri,
    scopes: grantedScopes(raw.scope),
    audiences: allTargets(raw),
    prompts: promptsWith(raw),
    further: { ...raw.further },
    ...responseModeOf(raw),
    ...present('redirectPattern', redirectPattern),
    ...present('state', raw.state),
    ...present('nonce', raw.nonce),
    ...present('codeChallenge', raw.codeChallenge),
    ...present('loginHint', raw.loginHint),
    ...present('expectedSubject', await expectedSubject(ctx, raw.idTokenHint, claims?.subject)),
    ...(claims === undefined
      ? {}
      : { requestedClaims: { idToken: [...claims.idToken], userinfo: [...claims.userinfo] } }),
    ...(raw.maxAge === undefined ? {} : { maxAgeSeconds: Number(raw.maxAge) }),
  }
}

/** Unknown scopes are left out, not refused: SDKs rely on it. `offline_access` is granted as `offline` (P1-12, AS-58). */
function grantedScopes(scope: string | undefined): string[] {
  const wanted = scope?.split(' ').map((one) => (one === 'offline_access' ? 'offline' : one)) ?? []
  return SCOPES.filter((one) => wanted.includes(one))
}

/** `start_page` is how an older official SDK asks for sign-up (compat section 1.4). */
function promptsWith(raw: RawRequest): string[] {
  const prompts = promptsOf(raw.prompt)
  return raw.startPage === 'registration' && !prompts.includes('none') ? [...prompts, 'create'] : prompts
}

function present<N extends string>(name: N, value: string | undefined): Partial<Record<N, string>> {
  const record: Partial<Record<string, string>> = value === undefined ? {} : { [name]: value }
  return record
}
