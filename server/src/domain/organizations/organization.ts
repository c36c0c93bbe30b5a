import { NotFound } from '#platform/errors'

export interface Organization {
  readonly id: string
  /** `org_` and 11 hexadecimal digits; the `org_code` claim. */
  readonly code: string
  readonly name: string
  /** The name of its subdomain, where it has one. */
  readonly handle: string | undefined
  readonly isDefault: boolean
}

/** Also what one of another environment is: 404, never 403 (ATO-11). */
export function noSuchOrganization(): NotFound {
  return new NotFound('ORGANIZATION_NOT_FOUND', 'No such organization.')
}
