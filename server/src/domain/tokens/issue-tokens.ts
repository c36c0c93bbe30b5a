import { secondsOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { newToken } from '#platform/crypto'
import { mayEnter, type Application } from '#domain/applications'
import { isStillMember, propertyIdsOf } from '#domain/claims'
import { mintAccessToken, type IssuedTokens } from './mint-access-token.ts'
import { mintIdToken } from './mint-id-token.ts'
import { readDefinitions } from './minting.ts'
import { insertAccessToken, insertRefreshToken } from './queries.ts'
import { refreshRow } from './refresh-row.ts'
import { scopesOfGrant } from './scopes-of-grant.ts'
import { findGrant, type GrantSnapshot } from './views.ts'
import { withPresentAudiences } from './with-present-audiences.ts'

type Dependencies = Pick<Context, 'db' | 'cache' | 'clock' | 'sealer' | 'environment' | 'issuer'>

export interface TokenIssue {
  readonly application: Application
  readonly grantId: string
  /** The only APIs that the access token is to be for, of those that were granted (RFC 8707 section 2.2). */
  readonly resources?: readonly string[]
}

/**
 * The tokens of a grant that was waited for elsewhere. In the transaction that uses up whatever they are given for, so
 * that they are given once. Undefined when the grant no longer holds: revoked, its user suspended or no longer in the
 * organization they signed in to, or without a role there that may enter (AS-33, DV-09).
 *
 * @throws {InvalidInput} `INVALID_TARGET`
 */
export async function issueTokens(
  ctx: Dependencies,
  { application, grantId, resources }: TokenIssue,
): Promise<IssuedTokens | undefined> {
  const key = { key: grantId, propertyIds: propertyIdsOf(application) }
  const found = await findGrant(ctx.db, key)
  if (!found || !isHolding(found) || !mayEnter(application, found.authority.roles)) return undefined
  const snapshot = await withPresentAudiences(ctx, found, resources)
  const scopes = await scopesOfGrant(ctx, snapshot)
  const now = ctx.clock()
  const { issuer } = ctx
  const minting = { ...(await readDefinitions(ctx, application)), issuer, application, snapshot, scopes, now }
  const access = await mintAccessToken(minting)
  const refreshToken = scopes.all.includes('offline') ? newToken() : undefined
  const idToken = scopes.all.includes('openid') ? await mintIdToken(minting, access.jwt, undefined) : undefined
  await insertAccessToken(ctx.db, {
    jti: access.jti,
    grantId,
    applicationId: application.id,
    audiences: snapshot.audiences,
    issuedAt: now,
    expiresAt: access.expiresAt,
    claimsAsOf: snapshot.subject.claimsChangedAt,
    sealed: refreshToken === undefined ? null : ctx.sealer.seal(`access_tokens.sealed:${access.jti}`, access.jwt),
  })
  if (refreshToken !== undefined) {
    const row = refreshRow({ ...snapshot, issuer }, application, { refreshToken, now })
    await insertRefreshToken(ctx.db, row)
  }
  const expiresInSeconds = secondsOf(access.expiresAt) - secondsOf(now)
  return { accessToken: access.jwt, expiresInSeconds, idToken, refreshToken, scopes: scopes.all }
}

function isHolding({ isRevoked, subject }: GrantSnapshot): boolean {
  return !isRevoked && !subject.isSuspended && isStillMember(subject)
}
