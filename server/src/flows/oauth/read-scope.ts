import type { Context } from '#platform/context'
import { userScopes } from '#domain/resource-servers'

/** What means the same for every API (OIDC Core section 5.4); in this order they are granted. */
const SCOPES = ['openid', 'profile', 'email', 'phone', 'address', 'offline'] as const

/** The scopes in discovery: those that are granted, and the alias of `offline` that OpenID Connect knows (AS-58). */
export const SCOPES_SUPPORTED: readonly string[] = [...SCOPES, 'offline_access']

export interface RequestedScopes {
  readonly scopes: string[]
  /** Scopes of the APIs asked for that were named; undefined: none was, which asks for whatever the user has there. */
  readonly apiScopes: string[] | undefined
}

/** What a `scope` parameter names, once each; `offline_access` is `offline` (P1-12, AS-58). */
export function scopeNames(scope: string): Set<string> {
  const names = scope.split(' ').filter((one) => one !== '')
  return new Set(names.map((one) => (one === 'offline_access' ? 'offline' : one)))
}

/** The `scope` parameter. Unknown scopes are left out, not refused: SDKs rely on it. */
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
