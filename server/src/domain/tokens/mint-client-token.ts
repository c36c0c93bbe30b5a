import { addSeconds, secondsOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { newId } from '#platform/ids'
import { clientIdOf, type Application } from '#domain/applications'
import { claimsFor, valuesOf } from '#domain/claims'
import { isManagementAudience, type TokenTyp } from '#domain/resource-servers'
import { readKeyRing, signJwt } from '#domain/signing-keys'
import { insertAccessToken } from './queries.ts'
import { clientClaimsRequest } from './client-claims-request.ts'

type Dependencies = Pick<Context, 'db' | 'cache' | 'clock' | 'sealer' | 'environment' | 'issuer'>

/**
 * An access token of a client itself (RFC 6749 section 4.4). `sub` is the client id, which no user id can equal
 * (RFC 9068 section 5). The row is written while the signature is made.
 */
export async function mintClientToken(
  ctx: Dependencies,
  request: {
    application: Application
    audiences: readonly string[]
    scopes: readonly string[]
    tokenTyp?: TokenTyp
  },
): Promise<{ readonly accessToken: string; readonly expiresInSeconds: number }> {
  const { application, audiences, scopes, tokenTyp } = request
  const [ring, own] = await Promise.all([readKeyRing(ctx), claimsOfClient(ctx, application)])
  const now = ctx.clock()
  const lifetime = application.settings.values.accessTokenLifetimeSeconds
  const expiresAt = addSeconds(now, lifetime)
  const jti = newId()
  const [accessToken] = await Promise.all([
    signJwt(
      ring,
      { ...own, ...clientProtocolClaims(ctx, { application, audiences, scopes, now, expiresAt, jti }) },
      tokenTyp,
    ),
    insertAccessToken(ctx.db, {
      jti,
      grantId: null,
      applicationId: application.id,
      audiences,
      issuedAt: now,
      expiresAt,
      claimsAsOf: null,
      sealed: null,
    }),
  ])
  return { accessToken, expiresInSeconds: lifetime }
}

interface ClientToken {
  readonly application: Application
  readonly audiences: readonly string[]
  readonly scopes: readonly string[]
  readonly now: Date
  readonly expiresAt: Date
  readonly jti: string
}

/** Longer lists are said once. With both copies a token of all scopes has 10 kB, more than most servers take in a header. */
const LONGEST_SCOPE = 1_500

export function clientProtocolClaims(
  ctx: Pick<Context, 'environment' | 'issuer'>,
  token: ClientToken,
): Record<string, unknown> {
  const clientId = clientIdOf(token.application.id)
  const scope = token.scopes.join(' ')
  // Only for the Management API, which reads `scp`. Servers of other APIs may read `scope` (RFC 9068 section 2.2.3).
  const isOnce = scope.length > LONGEST_SCOPE && token.audiences.every((one) => isManagementAudience(ctx, one))
  return {
    iss: ctx.issuer,
    sub: clientId,
    aud: token.audiences,
    azp: clientId,
    client_id: clientId,
    gty: ['client_credentials'],
    iat: secondsOf(token.now),
    exp: secondsOf(token.expiresAt),
    jti: token.jti,
    ...(isOnce ? {} : { scope }),
    scp: token.scopes,
    v: '2',
  }
}

async function claimsOfClient(ctx: Dependencies, application: Application): Promise<Record<string, unknown>> {
  return valuesOf(claimsFor(await clientClaimsRequest(ctx, application)))
}
