import type { Context } from '#platform/context'
import { newId } from '#platform/ids'
import { requiredRoles, type Application } from '#domain/applications'
import { insertGrant } from '#domain/grants'
import {
  findEnterableOrganization,
  findOrganizationOfSession,
  listEnterableOrganizations,
  type EnterableOrganization,
  type Organization,
} from '#domain/organizations'
import { issueCode, readScopesOfGrant } from '#domain/tokens'
import { addressFor, NoAddress } from './answer-address.ts'
import { NoEntry } from './check-entry.ts'
import type { AuthorizationRequest } from './flow.ts'

/** The person who is signed in, the method and the time. */
export interface Authentication {
  readonly userId: string
  readonly sessionId: string
  readonly method: string
  readonly amr: readonly string[]
  readonly authenticatedAt: Date
}

/** The permissions that a grant records, and their application. */
type Allowed = Pick<AuthorizationRequest, 'applicationId' | 'scopes' | 'audiences' | 'requestedClaims' | 'apiScopes'>

const NO_CLAIMS = { idToken: [], userinfo: [] }

/** `sessionId` is null where the grant outlives the session in which the person allowed it. */
type Granting = Omit<Authentication, 'sessionId'> & { readonly sessionId: string | null }

export interface Granted {
  readonly code: string
  /** The address of the answer: the redirect URI, or the organization's own form of it. */
  readonly redirectUri: string
  /** The requested scopes, those of APIs included, that the tokens would carry now. */
  readonly scopes: readonly string[]
}

/**
 * Records what the user allowed the client, and issues the code for it. Runs in the caller's transaction.
 *
 * @throws {NoAddress} the redirect URI does not lead to the organization that the person signed in to
 */
export async function grantCode(
  ctx: Pick<Context, 'db' | 'cache' | 'clock' | 'environment' | 'issuer'>,
  request: AuthorizationRequest,
  who: Authentication & { readonly organization: Organization | undefined },
): Promise<Granted> {
  const { organization } = who
  const redirectUri = addressFor(request, organization)
  if (redirectUri === undefined) throw new NoAddress()
  const grantId = await insert(ctx, request, who)
  const { codeChallenge, nonce, audiences } = request
  const code = await issueCode(ctx, { grantId, ...request, codeChallenge, nonce })
  return { redirectUri, code, scopes: audiences.length === 0 ? request.scopes : await readScopesOfGrant(ctx, grantId) }
}

/**
 * Records what the user allowed a device, and returns the id of the grant. Runs in the caller's transaction.
 *
 * @throws {NoEntry} none of the user's roles may sign in to the application
 */
export async function recordGrant(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  allowed: Allowed,
  who: Authentication & { readonly application: Application },
): Promise<string> {
  const organization = await organizationOfDevice(ctx, who)
  if (isClosedTo(who.application, organization)) throw new NoEntry()
  return insert(ctx, allowed, { ...who, sessionId: null, organization })
}

interface LettingIn extends Pick<Authentication, 'userId' | 'sessionId'> {
  readonly application: Application
}

/**
 * Returns the organization that a device is let in to: the one that the browser is signed in to, or else the one that
 * the user entered last. Where access is controlled, only organizations count in which one of the user's roles may
 * enter.
 */
export async function organizationOfDevice(
  { db, environment }: Pick<Context, 'db' | 'environment'>,
  { userId, sessionId, application }: LettingIn,
): Promise<EnterableOrganization | undefined> {
  const whose = { userId, roleIds: requiredRoles(application) }
  const id = await findOrganizationOfSession(db, environment.id, sessionId)
  const present = id === undefined ? undefined : await findEnterableOrganization(db, environment.id, { ...whose, id })
  if (present) return present
  const [latest] = await listEnterableOrganizations(db, environment.id, { ...whose, limit: 1 })
  return latest
}

/**
 * Whether the application is closed to a device of this user: access is controlled, and no organization was found for
 * it.
 */
export function isClosedTo(application: Application, organization: EnterableOrganization | undefined): boolean {
  return requiredRoles(application) !== undefined && organization === undefined
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
