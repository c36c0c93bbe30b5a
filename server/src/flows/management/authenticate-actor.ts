import type { Context } from '#platform/context'
import type { Actor } from '#platform/http'
import { readApplication, type Application } from '#domain/applications'
import { isManagementAudience } from '#domain/resource-servers'
import { verifyAccessToken } from '#domain/tokens'

/** Returns the owner of a token, or undefined when it is not valid for the API. */
export async function authenticateActor(ctx: Context, token: string): Promise<Actor | undefined> {
  const live = await verifyAccessToken(ctx, token)
  if (!live) return undefined
  const { aud, azp, gty, scp } = live.claims
  // A user's token acts for the user; only applications have the scopes of the API.
  if (gty === undefined) return undefined
  if (!aud.some((audience) => isManagementAudience(ctx, audience))) return undefined
  const application = await readApplication(ctx, azp)
  if (!application) return undefined
  return { type: 'application', id: azp, scopes: scopesOf(scp, application) }
}

type ScopedClient = Pick<Application, 'managementScopes'>

/** Computed scopes by the scopes of the token; computed again when the application was read again. */
const madeScopes = new WeakMap<
  readonly string[],
  { readonly application: ScopedClient; readonly scopes: Set<string> }
>()

/**
 * Returns the scopes of the token that the application still has: long lists, and the same at each request of a client.
 */
function scopesOf(scp: readonly string[], application: ScopedClient): Set<string> {
  const known = madeScopes.get(scp)
  if (known?.application === application) return known.scopes
  const allowed = new Set(application.managementScopes)
  const scopes = new Set(scp.filter((scope) => allowed.has(scope)))
  madeScopes.set(scp, { application, scopes })
  return scopes
}
