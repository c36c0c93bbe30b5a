import type { Context } from '#platform/context'
import { type Organization } from '#domain/organizations'
import { issueCode, readScopesOfGrant } from '#domain/tokens'
import { addressFor, NoAddress } from './target-address.ts'
import type { AuthorizationRequest } from './flow.ts'
import { type Authentication, storeGrant } from './store-grant.ts'

export interface GrantedCode {
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
): Promise<GrantedCode> {
  const { organization } = who
  const redirectUri = addressFor(request, organization)
  if (redirectUri === undefined) throw new NoAddress()
  const grantId = await storeGrant(ctx, request, who)
  const { codeChallenge, nonce, audiences } = request
  const code = await issueCode(ctx, { grantId, ...request, codeChallenge, nonce })
  return { redirectUri, code, scopes: audiences.length === 0 ? request.scopes : await readScopesOfGrant(ctx, grantId) }
}
