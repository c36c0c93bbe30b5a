import { addSeconds, secondsOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { digestOf, newToken, s256 } from '#platform/crypto'
import { newId, subjectOf } from '#platform/ids'
import { recordEvent } from '#platform/outbox'
import type { Application } from '#domain/applications'
import { revokeGrant } from '#domain/grants'
import { readKeyRing } from '#domain/signing-keys'
import { mintAccessToken, mintIdToken, type IssuedTokens } from './mint-user-tokens.ts'
import { exchangeCode, type NewRefreshToken } from './queries.ts'
import { findCode, type StoredCode } from './views.ts'

type Dependencies = Pick<Context, 'db' | 'cache' | 'clock' | 'sealer' | 'environment' | 'issuer'>

export interface CodeRedemption {
  readonly application: Application
  readonly code: string
  /** Absent is tolerated where PKCE binds the exchange (AS-25). */
  readonly redirectUri: string | undefined
  readonly codeVerifier: string | undefined
}

/**
 * Exchanges an authorization code (RFC 6749 section 4.1.3); undefined for every reason alike (AS-32).
 *
 * A second use that is otherwise valid for this client revokes the grant and with it every token issued from the first
 * (AS-08); one that is not changes nothing, so that a guesser cannot revoke.
 */
export async function redeemCode(ctx: Dependencies, request: CodeRedemption): Promise<IssuedTokens | undefined> {
  const stored = await findCode(ctx.db, ctx.environment.id, digestOf(request.code))
  if (!stored || !isBoundTo(stored, request, ctx.issuer)) return undefined
  const now = ctx.clock()
  if (stored.isUsed) return refuseReuse(ctx, stored)
  if (stored.isRevoked || stored.subject.isSuspended || stored.expiresAt <= now) return undefined

  const { application } = request
  const minting = {
    ring: await readKeyRing(ctx),
    issuer: stored.issuer,
    application,
    snapshot: stored,
    scopes: stored.scopes,
    now,
  }
  const access = await mintAccessToken(minting)
  const idToken = stored.scopes.includes('openid') ? await mintIdToken(minting, access.jwt, stored.nonce) : undefined
  const refreshToken = stored.scopes.includes('offline') ? newToken() : undefined
  const isExchanged = await exchangeCode(ctx.db, ctx.environment.id, {
    codeId: stored.codeId,
    now,
    access: {
      jti: access.jti,
      grantId: stored.grantId,
      applicationId: application.id,
      audiences: stored.audiences,
      issuedAt: now,
      expiresAt: access.expiresAt,
      sealed: refreshToken === undefined ? null : ctx.sealer.seal(`access_tokens.sealed:${access.jti}`, access.jwt),
    },
    refresh: refreshToken === undefined ? undefined : refreshRow(stored, application, { refreshToken, now }),
  })
  // Another redemption was faster: this one is the second use.
  if (!isExchanged) return refuseReuse(ctx, stored)
  const expiresInSeconds = secondsOf(access.expiresAt) - secondsOf(now)
  return { accessToken: access.jwt, expiresInSeconds, idToken, refreshToken, scopes: stored.scopes }
}

function refreshRow(
  stored: StoredCode,
  application: Application,
  { refreshToken, now }: { refreshToken: string; now: Date },
): NewRefreshToken {
  return {
    id: newId(),
    digest: digestOf(refreshToken),
    grantId: stored.grantId,
    applicationId: application.id,
    issuer: stored.issuer,
    createdAt: now,
    expiresAt: addSeconds(now, application.settings.values.refreshTokenLifetimeSeconds),
  }
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

async function refuseReuse(ctx: Dependencies, stored: StoredCode): Promise<undefined> {
  const now = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    if (!(await revokeGrant(db, ctx.environment.id, { id: stored.grantId, now }))) return
    await recordEvent(db, ctx.environment.id, {
      type: 'grant.revoked',
      occurredAt: now,
      actor: { type: 'system' },
      source: 'system',
      subject: subjectOf(stored.subject.userId),
      payload: { reason: 'authorization_code_reused', grant_id: stored.grantId },
    })
  })
  return undefined
}
