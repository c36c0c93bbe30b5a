export interface Organization {
  readonly id: string
  /** `org_` and 11 hexadecimal digits; the `org_code` claim. */
  readonly code: string
  readonly name: string
  /** The name of its subdomain, where it has one. */
  readonly handle: string | undefined
  readonly isDefault: boolean
}
