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

/** What is allowed, and to which application. */
type Allowed = Pick<AuthorizationRequest, 'applicationId' | 'scopes' | 'audiences' | 'requestedClaims'>

const NO_CLAIMS = { idToken: [], userinfo: [] }

/** `sessionId` is null where what is granted outlives the session it was granted in. */
type Granting = Omit<Authentication, 'sessionId'> & { readonly sessionId: string | null }

/** Records what the user allowed the client and issues the code for it. Runs in the caller's transaction. */
export async function grantCode(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'issuer'>,
  request: AuthorizationRequest,
  who: Authentication,
): Promise<string> {
  const grantId = await recordGrant(ctx, request, who)
  return issueCode(ctx, { grantId, ...request, codeChallenge: request.codeChallenge, nonce: request.nonce })
}

/**
 * Records what the user allowed the client; returns the grant's id. Runs in the caller's transaction.
 *
 * The organization signed in to is the user's only one, else the default one among theirs, else none.
 */
export async function recordGrant(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  { applicationId, scopes, audiences, requestedClaims = NO_CLAIMS }: Allowed,
  who: Granting,
): Promise<string> {
  const organizations = await listOrganizationsOfUser(ctx.db, ctx.environment.id, who.userId)
  const organization = organizations.find((one) => organizations.length === 1 || one.isDefault)
  const id = newId()
  await insertGrant(ctx.db, ctx.environment.id, {
    id,
    applicationId,
    userId: who.userId,
    organizationId: organization?.id ?? null,
    sessionId: who.sessionId,
    scopes,
    audiences,
    requestedClaims,
    method: who.method,
    amr: who.amr,
    authenticatedAt: who.authenticatedAt,
    createdAt: ctx.clock(),
  })
  return id
}
