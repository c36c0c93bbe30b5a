export interface Organization {
  readonly id: string
  /** `org_` and 11 hexadecimal digits; the `org_code` claim. */
  readonly code: string
  readonly name: string
  readonly isDefault: boolean
}
