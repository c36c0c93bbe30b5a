import { secondsOf } from '#platform/clock'
import type { Context } from '#platform/context'
import { digestOf } from '#platform/crypto'
import { subjectOf } from '#platform/ids'
import { isStillMember } from '#domain/claims'
import { verifyAccessToken } from './accepted-token.ts'
import { findRefreshToken } from './views.ts'
import { withPresentAudiences } from './with-present-audiences.ts'

/** The properties of a token that works at this moment. */
export interface LiveToken {
  readonly kind: 'access' | 'refresh'
  readonly applicationId: string
  readonly subject: string
  readonly audiences: readonly string[]
  readonly scopes: readonly string[]
  readonly issuer: string
  readonly issuedAtSeconds: number
  readonly expiresAtSeconds: number
  readonly jti: string | undefined
}

type Dependencies = Pick<Context, 'db' | 'cache' | 'clock' | 'sealer' | 'environment' | 'issuer'>

/**
 * Returns an access or refresh token of this issuer that could be used now, or undefined for any other text. A refresh
 * token that was used is not live any more, although a lost answer can still be repeated with it for a moment.
 */
export async function findLiveToken(ctx: Dependencies, token: string): Promise<LiveToken | undefined> {
  const access = await verifyAccessToken(ctx, token)
  if (!access) return findLiveRefreshToken(ctx, token)
  const { claims, applicationId } = access
  return {
    kind: 'access',
    applicationId,
    subject: claims.sub,
    audiences: claims.aud,
    scopes: claims.scp,
    issuer: claims.iss,
    issuedAtSeconds: claims.iat,
    expiresAtSeconds: claims.exp,
    jti: claims.jti,
  }
}

async function findLiveRefreshToken(ctx: Dependencies, token: string): Promise<LiveToken | undefined> {
  const now = ctx.clock()
  const stored = await findRefreshToken(ctx.db, { digest: digestOf(token), now })
  if (!stored || stored.issuer !== ctx.issuer || stored.rotatedAt) return undefined
  const { subject } = stored
  if (stored.isRevoked || subject.isSuspended || !isStillMember(subject) || stored.expiresAt <= now) return undefined
  const { audiences } = await withPresentAudiences(ctx, stored)
  return {
    kind: 'refresh',
    applicationId: stored.applicationId,
    subject: subjectOf(subject.userId),
    audiences,
    scopes: stored.scopes,
    issuer: stored.issuer,
    issuedAtSeconds: secondsOf(stored.createdAt),
    expiresAtSeconds: secondsOf(stored.expiresAt),
    jti: undefined,
  }
}
