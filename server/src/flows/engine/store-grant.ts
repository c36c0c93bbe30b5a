import { newId } from '#platform/ids'
import type { Context } from '#platform/context'
import type { Organization } from '#domain/organizations'
import { insertGrant } from '#domain/grants'
import type { AuthorizationRequest } from './flow.ts'

/** The permissions that a grant records, and their application. */
export type GrantContents = Pick<
  AuthorizationRequest,
  'applicationId' | 'scopes' | 'audiences' | 'requestedClaims' | 'apiScopes'
>
const NO_CLAIMS = { idToken: [], userinfo: [] }
/** `sessionId` is null where the grant outlives the session in which the person allowed it. */
type GrantAuthentication = Omit<Authentication, 'sessionId'> & { readonly sessionId: string | null }
export async function storeGrant(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { applicationId, scopes, audiences, requestedClaims = NO_CLAIMS, apiScopes }: GrantContents,
  who: GrantAuthentication & { readonly organization: Organization | undefined },
): Promise<string> {
  const id = newId()
  await insertGrant(db, {
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

/** The person who is signed in, the method and the time. */
export interface Authentication {
  readonly userId: string
  readonly sessionId: string
  readonly method: string
  readonly amr: readonly string[]
  readonly authenticatedAt: Date
}
