import type { Context } from '#platform/context'
import { digestOf } from '#platform/crypto'
import { subjectOf } from '#platform/ids'
import { recordEvent } from '#platform/outbox'
import { clientIdOf, type Application } from '#domain/applications'
import { revokeGrant } from '#domain/grants'
import { revokeAccessToken } from './queries.ts'
import { readClaims } from './accepted-token.ts'
import { findRefreshToken, withinSecond, type StoredRefreshToken } from './views.ts'

type Dependencies = Pick<Context, 'db' | 'cache' | 'clock' | 'sealer' | 'environment' | 'issuer'>

/**
 * Revokes a token of an application (RFC 7009 section 2.1): an access token alone, or with a refresh token the grant
 * and every token of it. A token that does not belong to this application changes nothing, and the caller gets the same
 * answer.
 *
 * The state of the user and earlier use of the refresh token do not matter: a token that a client gave up must not work
 * again later.
 */
export async function revokeToken(
  ctx: Dependencies,
  { application, token }: { application: Application; token: string },
): Promise<void> {
  const now = ctx.clock()
  const access = await readClaims(ctx, token)
  if (access) {
    const { jti, iat } = access.claims
    const issued = withinSecond({ issuedAtSeconds: iat })
    return revokeAccessToken(ctx.db, { jti, applicationId: application.id, issued, now })
  }
  const stored = await findRefreshToken(ctx.db, { digest: digestOf(token), now })
  if (!stored || stored.applicationId !== application.id || stored.issuer !== ctx.issuer) return
  if (stored.expiresAt > now) await endGrant(ctx, application, stored)
}

async function endGrant(ctx: Dependencies, application: Application, stored: StoredRefreshToken): Promise<void> {
  const now = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    if (!(await revokeGrant(db, { id: stored.grantId, now }))) return
    await recordEvent(db, {
      type: 'grant.revoked',
      occurredAt: now,
      actor: { type: 'application', id: clientIdOf(application.id) },
      source: 'api',
      subject: subjectOf(stored.subject.userId),
      payload: { reason: 'revoked_by_client', grant_id: stored.grantId },
    })
  })
}
