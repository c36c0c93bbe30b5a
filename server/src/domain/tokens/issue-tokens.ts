import { secondsOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { newToken } from '#platform/crypto'
import type { Application } from '#domain/applications'
import { readKeyRing } from '#domain/signing-keys'
import { mintAccessToken, mintIdToken, type IssuedTokens } from './mint-user-tokens.ts'
import { insertAccessToken, insertRefreshToken } from './queries.ts'
import { refreshRow } from './refresh-row.ts'
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
 * organization they signed in to (AS-33, DV-09).
 *
 * @throws {InvalidInput} `INVALID_TARGET`
 */
export async function issueTokens(
  ctx: Dependencies,
  { application, grantId, resources }: TokenIssue,
): Promise<IssuedTokens | undefined> {
  const found = await findGrant(ctx.db, ctx.environment.id, grantId)
  if (!found || !isHolding(found)) return undefined
  const snapshot = await withPresentAudiences(ctx, found, resources)
  const now = ctx.clock()
  const { issuer } = ctx
  const { scopes } = snapshot
  const minting = { ring: await readKeyRing(ctx), issuer, application, snapshot, scopes, now }
  const access = await mintAccessToken(minting)
  const refreshToken = scopes.includes('offline') ? newToken() : undefined
  const idToken = scopes.includes('openid') ? await mintIdToken(minting, access.jwt, undefined) : undefined
  await insertAccessToken(ctx.db, ctx.environment.id, {
    jti: access.jti,
    grantId,
    applicationId: application.id,
    audiences: snapshot.audiences,
    issuedAt: now,
    expiresAt: access.expiresAt,
    sealed: refreshToken === undefined ? null : ctx.sealer.seal(`access_tokens.sealed:${access.jti}`, access.jwt),
  })
  if (refreshToken !== undefined) {
    const row = refreshRow({ ...snapshot, issuer }, application, { refreshToken, now })
    await insertRefreshToken(ctx.db, ctx.environment.id, row)
  }
  const expiresInSeconds = secondsOf(access.expiresAt) - secondsOf(now)
  return { accessToken: access.jwt, expiresInSeconds, idToken, refreshToken, scopes }
}

function isHolding({ isRevoked, subject }: GrantSnapshot): boolean {
  const { organization, organizationCodes, isSuspended } = subject
  return !isRevoked && !isSuspended && (organization === undefined || organizationCodes.includes(organization.code))
}
