import { secondsOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { digestOf, newToken, s256 } from '#platform/crypto'
import { mayEnter, type Application } from '#domain/applications'
import { isStillMember, propertyIdsOf } from '#domain/claims'
import { mintAccessToken, type IssuedTokens } from './mint-access-token.ts'
import { mintIdToken } from './mint-id-token.ts'
import { readDefinitions } from './minting.ts'
import { exchangeCode } from './queries.ts'
import { refreshRow } from './refresh-row.ts'
import { refuseReuse } from './refuse-reuse.ts'
import { scopesOfGrant } from './scopes-of-grant.ts'
import { findCode, type StoredCode } from './views.ts'
import { withPresentAudiences } from './with-present-audiences.ts'

type Dependencies = Pick<Context, 'db' | 'cache' | 'clock' | 'sealer' | 'environment' | 'issuer'>

export interface CodeRedemption {
  readonly application: Application
  readonly code: string
  /** Absent is tolerated where PKCE binds the exchange (AS-25). */
  readonly redirectUri: string | undefined
  readonly codeVerifier: string | undefined
  /** The only APIs that the access token is to be for, of those that were granted (RFC 8707 section 2.2). */
  readonly resources?: readonly string[]
}

/**
 * Exchanges an authorization code (RFC 6749 section 4.1.3); undefined for every reason alike (AS-32).
 *
 * A second use that is otherwise valid for this client revokes the grant and with it every token issued from the first
 * (AS-08); one that is not changes nothing, so that a guesser cannot revoke.
 *
 * @throws {InvalidInput} `INVALID_TARGET`
 */
export async function redeemCode(ctx: Dependencies, request: CodeRedemption): Promise<IssuedTokens | undefined> {
  const { application } = request
  const key = { key: digestOf(request.code), propertyIds: propertyIdsOf(application) }
  const found = await findCode(ctx.db, key)
  if (!found || !isBoundTo(found, request, ctx.issuer)) return undefined
  const stored = await withPresentAudiences(ctx, found, request.resources)
  const now = ctx.clock()
  if (stored.isUsed) return refuseReuse(ctx, stored, 'authorization_code_reused')
  const { subject, issuer } = stored
  if (stored.isRevoked || subject.isSuspended || stored.expiresAt <= now || !isStillMember(subject)) return undefined
  // Access may have been taken between the code and its exchange (AS-33).
  if (!mayEnter(application, stored.authority.roles)) return undefined
  const scopes = await scopesOfGrant(ctx, stored)
  const definitions = await readDefinitions(ctx, application)
  const minting = { ...definitions, issuer, application, snapshot: stored, scopes, now }
  const access = await mintAccessToken(minting)
  const refreshToken = stored.scopes.includes('offline') ? newToken() : undefined
  // The ID token is signed while the exchange is written; neither is told to anybody before both are done.
  const [idToken, isExchanged] = await Promise.all([
    stored.scopes.includes('openid') ? mintIdToken(minting, access.jwt, stored.nonce) : undefined,
    exchangeCode(ctx.db, {
      codeId: stored.codeId,
      now,
      access: {
        jti: access.jti,
        grantId: stored.grantId,
        applicationId: application.id,
        audiences: stored.audiences,
        issuedAt: now,
        expiresAt: access.expiresAt,
        claimsAsOf: subject.claimsChangedAt,
        sealed: refreshToken === undefined ? null : ctx.sealer.seal(`access_tokens.sealed:${access.jti}`, access.jwt),
      },
      refresh: refreshToken === undefined ? undefined : refreshRow(stored, application, { refreshToken, now }),
    }),
  ])
  // Another redemption was faster: this one is the second use.
  if (!isExchanged) return refuseReuse(ctx, stored, 'authorization_code_reused')
  const expiresInSeconds = secondsOf(access.expiresAt) - secondsOf(now)
  return { accessToken: access.jwt, expiresInSeconds, idToken, refreshToken, scopes: scopes.all }
}

// AS-05, AS-07, AS-25: client, issuer, redirect URI and PKCE, each or none.
function isBoundTo(stored: StoredCode, request: CodeRedemption, issuer: string): boolean {
  if (stored.applicationId !== request.application.id || stored.issuer !== issuer) return false
  const isRedirectRight =
    request.redirectUri === undefined ? stored.codeChallenge !== undefined : request.redirectUri === stored.redirectUri
  // A verifier without a challenge is the sign of a PKCE downgrade (RFC 9700 section 4.8.2).
  const isProofRight =
    stored.codeChallenge === undefined
      ? request.codeVerifier === undefined
      : request.codeVerifier !== undefined && s256(request.codeVerifier) === stored.codeChallenge
  return isRedirectRight && isProofRight
}
