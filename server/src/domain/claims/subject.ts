/** Everything that claims are made of, as one query reads it. */
export interface Subject {
  readonly userId: string
  readonly givenName: string | null
  readonly familyName: string | null
  readonly picture: string | null
  readonly providedId: string | null
  readonly email: string | null
  readonly isEmailVerified: boolean
  readonly isSuspended: boolean
  readonly profileUpdatedAt: Date
  readonly claimsChangedAt: Date
  /** The organization signed in to. */
  readonly organization: { readonly code: string; readonly name: string } | undefined
  /** Codes of every organization the user is in. */
  readonly organizationCodes: readonly string[]
}
