import { addressFor } from '#flows/engine'
import { findOrganizationByCode } from '#domain/organizations'
import { OAuthError } from '../errors.ts'
import type { CheckContext } from './check.ts'
import type { RawRequest } from './request.ts'
import type { TrustedRedirect } from './trust-redirect.ts'

/**
 * Rejects a redirect URI of one organization with the `org_code` of another: a person signs in to one of them only
 * (A2-11). Unknown codes get the same error (ATO-12).
 */
export async function checkAddress(
  { db }: Pick<CheckContext, 'db' | 'environment'>,
  { further }: Pick<RawRequest, 'further'>,
  request: Pick<TrustedRedirect, 'redirectUri' | 'redirectPattern'>,
): Promise<void> {
  const { redirectUri, redirectPattern } = request
  const code = further['org_code']
  if (code === undefined || code === '') return
  // Without a handle in it, the address fits every organization that the person may sign in to.
  if (redirectPattern === undefined || redirectPattern === redirectUri) return
  const organization = await findOrganizationByCode(db, code)
  if (addressFor(request, organization) !== undefined) return
  throw new OAuthError('invalid_request', 'The redirect URI is not of the organization that org_code names.')
}
