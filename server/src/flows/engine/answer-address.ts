import { Forbidden } from '#platform/errors'
import { withHandle } from '#domain/applications'
import type { Organization } from '#domain/organizations'
import type { AuthorizationRequest } from './flow.ts'

type Request = Pick<AuthorizationRequest, 'redirectUri' | 'redirectPattern'>

/** The organization signed in to has another address than the one asked for, or none (A2-11, A2-12). */
export class NoAddress extends Forbidden {
  constructor() {
    super('ORGANIZATION_ADDRESS_UNKNOWN', 'The organization signed in to is not reached by this redirect URI.')
  }
}

/** Where an error goes. Undefined where only the organization says so: nobody has signed in to one (A2-12). */
export function errorAddress({ redirectUri, redirectPattern }: Request): string | undefined {
  return redirectUri === redirectPattern ? undefined : redirectUri
}

/**
 * Where the answer goes for whoever signed in to this organization: of an entry for all organizations, to its own address
 * and to no other; undefined where that is not what was asked for.
 */
export function addressFor(request: Request, organization: Organization | undefined): string | undefined {
  const { redirectUri, redirectPattern } = request
  if (redirectPattern === undefined) return redirectUri
  const own = withHandle(redirectPattern, organization?.handle)
  return redirectUri === redirectPattern || redirectUri === own ? own : undefined
}
