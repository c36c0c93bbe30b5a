import type { Context } from '#platform/context'
import { newId } from '#platform/ids'
import { withHandle } from '#domain/applications'
import { insertGrant } from '#domain/grants'
import { listOrganizationsOfUser, type Organization } from '#domain/organizations'
import { issueCode } from '#domain/tokens'
import { addressFor, NoAddress } from './answer-address.ts'
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
type Allowed = Pick<AuthorizationRequest, 'applicationId' | 'scopes' | 'audiences' | 'requestedClaims' | 'apiScopes'>

const NO_CLAIMS = { idToken: [], userinfo: [] }

/** `sessionId` is null where what is granted outlives the session it was granted in. */
type Granting = Omit<Authentication, 'sessionId'> & { readonly sessionId: string | null }

export interface Granted {
  readonly code: string
  /** Where the answer goes: the redirect URI, or what it means for the organization signed in to. */
  readonly redirectUri: string
}

/**
 * Records what the user allowed the client and issues the code for it. Runs in the caller's transaction.
 *
 * @throws {NoAddress} the redirect URI does not lead to the organization signed in to
 */
export async function grantCode(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'issuer'>,
  request: AuthorizationRequest,
  who: Authentication,
): Promise<Granted> {
  const organization = await organizationFor(ctx, request, who.userId)
  const redirectUri = addressFor(request, organization)
  if (redirectUri === undefined) throw new NoAddress()
  const grantId = await insert(ctx, request, { ...who, organization })
  const { codeChallenge, nonce } = request
  return { redirectUri, code: await issueCode(ctx, { grantId, ...request, codeChallenge, nonce }) }
}

/** Records what the user allowed the client; returns the grant's id. Runs in the caller's transaction. */
export async function recordGrant(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  allowed: Allowed,
  who: Granting,
): Promise<string> {
  return insert(ctx, allowed, { ...who, organization: await organizationFor(ctx, {}, who.userId) })
}

/**
 * The organization signed in to: the one that the redirect URI belongs to, if it is the user's; else the user's only one,
 * else the default one among theirs, else none.
 */
export async function organizationFor(
  { db, environment }: Pick<Context, 'db' | 'environment'>,
  request: Partial<Pick<AuthorizationRequest, 'redirectUri' | 'redirectPattern'>>,
  userId: string,
): Promise<Organization | undefined> {
  const organizations = await listOrganizationsOfUser(db, environment.id, userId)
  const { redirectUri, redirectPattern } = request
  const named =
    redirectPattern === undefined
      ? undefined
      : organizations.find(({ handle }) => withHandle(redirectPattern, handle) === redirectUri)
  return named ?? organizations.find((one) => organizations.length === 1 || one.isDefault)
}

async function insert(
  { db, clock, environment }: Pick<Context, 'db' | 'clock' | 'environment'>,
  { applicationId, scopes, audiences, requestedClaims = NO_CLAIMS, apiScopes }: Allowed,
  who: Granting & { readonly organization: Organization | undefined },
): Promise<string> {
  const id = newId()
  await insertGrant(db, environment.id, {
    id,
    applicationId,
    userId: who.userId,
    organizationId: who.organization?.id ?? null,
    sessionId: who.sessionId,
    scopes,
    audiences,
    requestedClaims,
    apiScopes,
    method: who.method,
    amr: who.amr,
    authenticatedAt: who.authenticatedAt,
    createdAt: clock(),
  })
  return id
}
