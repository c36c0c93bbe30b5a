import { z } from 'zod'
import { secondsOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { isId } from '#platform/ids'
import { readClient } from '#domain/applications'
import { isManagementAudience, presentAudiences } from '#domain/resource-servers'
import { readKeyRing, verifyJwt, type JwtClaims } from '#domain/signing-keys'
import { findGrantOfAccessToken, isClientTokenLive, type GrantSnapshot, type TokenKey } from './views.ts'

const AccessTokenClaims = z.object({
  iss: z.string(),
  sub: z.string(),
  azp: z.string(),
  aud: z.array(z.string()),
  scp: z.array(z.string()),
  jti: z.string().refine(isId),
  iat: z.number(),
  exp: z.number(),
  gty: z.array(z.string()).optional(),
})

type AccessTokenClaims = z.infer<typeof AccessTokenClaims>

/** A token that is presented again has the same claims, so they are parsed once. */
const parsedClaims = new WeakMap<JwtClaims, AccessTokenClaims | null>()

function accessTokenClaimsOf(genuine: JwtClaims): AccessTokenClaims | undefined {
  const known = parsedClaims.get(genuine)
  if (known !== undefined) return known ?? undefined
  const { data } = AccessTokenClaims.safeParse(genuine)
  parsedClaims.set(genuine, data ?? null)
  return data
}

export interface LiveAccessToken {
  readonly claims: AccessTokenClaims
  readonly applicationId: string
}

/** A user's access token with the present state of its grant. */
export interface Bearer extends LiveAccessToken {
  readonly grant: GrantSnapshot
}

type Dependencies = Pick<Context, 'db' | 'cache' | 'clock' | 'sealer' | 'environment' | 'issuer'>

// An ID token has no `scp` and no row, so it is none (AS-42); a token of another environment is signed by another key, and
// one of another origin has another `iss` (AS-46).
/** Returns the claims of an unexpired access token of this issuer. Does not check revocation. */
export async function readClaims(ctx: Dependencies, token: string) {
  const genuine = verifyJwt(await readKeyRing(ctx), token)
  const claims = genuine && accessTokenClaimsOf(genuine)
  if (!claims) return undefined
  const now = ctx.clock()
  if (claims.iss !== ctx.issuer || claims.exp <= secondsOf(now)) return undefined
  // Tokens of a deleted application no longer work (A1-10).
  const application = await readClient(ctx, claims.azp)
  if (!application) return undefined
  const applicationId = application.id
  const key: TokenKey = { jti: claims.jti, issuedAtSeconds: claims.iat, now }
  return { claims, application, applicationId, key }
}

/**
 * As above, reduced to the audiences the application may still request. A token with none of them left is not accepted,
 * not even where the audience was registered again since (A7-4).
 */
async function readAcceptedClaims(ctx: Dependencies, token: string) {
  const read = await readClaims(ctx, token)
  // The token acts for its application's organization, which may do nothing while it is suspended.
  if (read?.application.isOrganizationSuspended === true) return undefined
  if (!read || read.claims.aud.length === 0) return read
  const { aud, iat: issuedAtSeconds } = read.claims
  const { application, applicationId } = read
  const ours = application.isManagementAuthorized ? aud.filter((one) => isManagementAudience(ctx, one)) : []
  const registered = aud.filter((one) => !isManagementAudience(ctx, one))
  const present = await presentAudiences(ctx, { applicationId, audiences: registered, issuedAtSeconds })
  const audiences = [...ours, ...present.audiences]
  return audiences.length === 0 ? undefined : { ...read, claims: { ...read.claims, aud: audiences } }
}

/**
 * Returns a user's access token of this issuer that is neither expired nor revoked, with the present state of the user.
 */
export async function findBearer(ctx: Dependencies, token: string): Promise<Bearer | undefined> {
  const read = await readAcceptedClaims(ctx, token)
  if (!read) return undefined
  const grant = await findGrantOfAccessToken(ctx.db, read.key)
  return grant && { claims: read.claims, applicationId: read.applicationId, grant }
}

/** Returns any live access token of this issuer, of a user or of a client itself. */
export async function verifyAccessToken(ctx: Dependencies, token: string): Promise<LiveAccessToken | undefined> {
  const read = await readAcceptedClaims(ctx, token)
  if (!read) return undefined
  const { claims, applicationId, key } = read
  const isLive =
    claims.gty === undefined
      ? (await findGrantOfAccessToken(ctx.db, key)) !== undefined
      : await isClientTokenLive(ctx.db, key)
  return isLive ? { claims, applicationId } : undefined
}
