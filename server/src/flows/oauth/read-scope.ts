import type { Context } from '#platform/context'
import { userScopes } from '#domain/resource-servers'

/** Scopes with the same meaning for every API (OIDC Core section 5.4), in the order in which they are granted. */
const SCOPES = ['openid', 'profile', 'email', 'phone', 'address', 'offline'] as const

/**
 * The scopes in discovery: those that are granted, and `offline_access`, the alias of `offline` in OpenID Connect
 * (AS-58).
 */
export const SCOPES_SUPPORTED: readonly string[] = [...SCOPES, 'offline_access']

export interface RequestedScopes {
  readonly scopes: string[]
  /**
   * The named scopes of the requested APIs; undefined where the request names none, which requests every scope that the
   * user has there.
   */
  readonly apiScopes: string[] | undefined
}

/** Returns the scopes that a `scope` parameter names, once each; `offline_access` becomes `offline` (P1-12, AS-58). */
export function scopeNames(scope: string): Set<string> {
  const names = scope.split(' ').filter((one) => one !== '')
  return new Set(names.map((one) => (one === 'offline_access' ? 'offline' : one)))
}

/** Reads the `scope` parameter. Unknown scopes are left out, not rejected, because SDKs rely on that. */
export async function readScope(
  ctx: Pick<Context, 'db' | 'cache' | 'environment'>,
  scope: string | undefined,
  target: { readonly applicationId: string; readonly audiences: readonly string[] },
): Promise<RequestedScopes> {
  const wanted = scopeNames(scope ?? '')
  const { known } = await userScopes(ctx, { ...target, held: [] })
  const apiScopes = known.filter((key) => wanted.has(key))
  return {
    scopes: SCOPES.filter((one) => wanted.has(one)),
    apiScopes: apiScopes.length === 0 ? undefined : apiScopes,
  }
}
