import type { Context } from '#platform/context'
import type { Actor } from '#platform/http'
import { readApplication } from '#domain/applications'
import { isManagementAudience } from '#domain/resource-servers'
import { verifyAccessToken } from '#domain/tokens'

/** Whose token this is; undefined when it is nobody's here. */
export async function authenticateActor(ctx: Context, token: string): Promise<Actor | undefined> {
  const live = await verifyAccessToken(ctx, token)
  if (!live) return undefined
  const { aud, azp, gty, scp } = live.claims
  // A user's token speaks for the user; the scopes of the API are an application's alone.
  if (gty === undefined) return undefined
  if (!aud.some((audience) => isManagementAudience(ctx, audience))) return undefined
  const application = await readApplication(ctx, azp)
  if (!application) return undefined
  const allowed = new Set(application.managementScopes)
  return { type: 'application', id: azp, scopes: new Set(scp.filter((scope) => allowed.has(scope))) }
}
