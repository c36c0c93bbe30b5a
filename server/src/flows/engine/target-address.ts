import { Forbidden } from '#platform/errors'
import { withHandle } from '#domain/applications'
import type { Organization } from '#domain/organizations'
import type { AuthorizationRequest } from './flow.ts'

type Request = Pick<AuthorizationRequest, 'redirectUri' | 'redirectPattern'>

/** The organization that the person signed in to has another address than the request, or no address (A2-11, A2-12). */
export class NoAddress extends Forbidden {
  constructor() {
    super('ORGANIZATION_ADDRESS_UNKNOWN', 'The organization signed in to is not reached by this redirect URI.')
  }
}

/**
 * Returns the address for an error. Undefined where the address depends on the organization, and nobody has signed in
 * to one yet (A2-12).
 */
export function errorAddress({ redirectUri, redirectPattern }: Request): string | undefined {
  return redirectUri === redirectPattern ? undefined : redirectUri
}

/**
 * Returns the address for the answer to a person who signed in to this organization. For a redirect URI that has an
 * address per organization, only the organization's own address will do; undefined where the request named another.
 */
export function addressFor(request: Request, organization: Organization | undefined): string | undefined {
  const { redirectUri, redirectPattern } = request
  if (redirectPattern === undefined) return redirectUri
  const own = withHandle(redirectPattern, organization?.handle)
  return redirectUri === redirectPattern || redirectUri === own ? own : undefined
}
