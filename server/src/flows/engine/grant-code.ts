import type { Context } from '#platform/context'
import { newId } from '#platform/ids'
import { insertGrant } from '#domain/grants'
import { listOrganizationsOfUser } from '#domain/organizations'
import { issueCode } from '#domain/tokens'
import type { AuthorizationRequest } from './flow.ts'

/** Who is signed in, how and since when. */
export interface Authentication {
  readonly userId: string
  readonly sessionId: string
  readonly method: string
  readonly amr: readonly string[]
  readonly authenticatedAt: Date
}

/**
 * Records what the user allowed the client and issues the code for it. Runs in the caller's transaction.
 *
 * The organization signed in to is the user's only one, else the default one among theirs, else none.
 */
export async function grantCode(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'issuer'>,
  request: AuthorizationRequest,
  who: Authentication,
): Promise<string> {
  const organizations = await listOrganizationsOfUser(ctx.db, ctx.environment.id, who.userId)
  const organization = organizations.find((one) => organizations.length === 1 || one.isDefault)
  const grantId = newId()
  await insertGrant(ctx.db, ctx.environment.id, {
    id: grantId,
    applicationId: request.applicationId,
    userId: who.userId,
    organizationId: organization?.id ?? null,
    sessionId: who.sessionId,
    scopes: request.scopes,
    audiences: request.audiences,
    method: who.method,
    amr: who.amr,
    authenticatedAt: who.authenticatedAt,
    createdAt: ctx.clock(),
  })
  return issueCode(ctx, { grantId, ...request, codeChallenge: request.codeChallenge, nonce: request.nonce })
}
