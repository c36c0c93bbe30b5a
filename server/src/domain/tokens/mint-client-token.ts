import { addSeconds, secondsOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { newId } from '#platform/ids'
import { clientIdOf, type Application } from '#domain/applications'
import type { TokenTyp } from '#domain/resource-servers'
import { readKeyRing, signJwt } from '#domain/signing-keys'
import { insertAccessToken } from './queries.ts'

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
  const ring = await readKeyRing(ctx)
  const now = ctx.clock()
  const lifetime = application.settings.values.accessTokenLifetimeSeconds
  const expiresAt = addSeconds(now, lifetime)
  const clientId = clientIdOf(application.id)
  const jti = newId()
  const [accessToken] = await Promise.all([
    signJwt(
      ring,
      {
        iss: ctx.issuer,
        sub: clientId,
        aud: audiences,
        azp: clientId,
        client_id: clientId,
        gty: ['client_credentials'],
        // Of the application, whatever the request says: its tokens speak for that organization only (A8-2).
        ...(application.organizationCode === undefined ? {} : { org_code: application.organizationCode }),
        iat: secondsOf(now),
        exp: secondsOf(expiresAt),
        jti,
        scope: scopes.join(' '),
        scp: scopes,
        v: '2',
      },
      tokenTyp,
    ),
    insertAccessToken(ctx.db, ctx.environment.id, {
      jti,
      grantId: null,
      applicationId: application.id,
      audiences,
      issuedAt: now,
      expiresAt,
      sealed: null,
    }),
  ])
  return { accessToken, expiresInSeconds: lifetime }
}
