/** Who claims are about, as one query reads it. */
export interface Subject {
  readonly userId: string
  readonly givenName: string | null
  readonly familyName: string | null
  readonly picture: string | null
  readonly providedId: string | null
  readonly email: string | null
  readonly isEmailVerified: boolean
  readonly username: string | null
  readonly phone: string | null
  readonly isPhoneVerified: boolean
  readonly isSuspended: boolean
  readonly profileUpdatedAt: Date
  readonly claimsChangedAt: Date
  /** The organization signed in to. */
  readonly organization: CurrentOrganization | undefined
  /** Every organization the user is in, oldest membership first. */
  readonly organizations: readonly OrganizationName[]
}

export interface OrganizationName {
  readonly code: string
  readonly name: string
}

export interface CurrentOrganization extends OrganizationName {
  readonly id: string
  readonly externalId: string | null
  readonly isSuspended: boolean
  /** What it says of its members' sessions, where it says anything. */
  readonly isSessionPersistent: boolean | undefined
}

/** What the subject may do and has in the organization signed in to; without one there are no roles and permissions. */
export interface Authority {
  readonly roles: readonly HeldRole[]
  readonly permissions: readonly HeldPermission[]
  readonly apiScopes: readonly HeldScope[]
  /** Values that a level says otherwise than the environment, by the id of the flag. */
  readonly organizationFlags: Readonly<Record<string, unknown>>
  readonly userFlags: Readonly<Record<string, unknown>>
  /** By the id of the property, those that were asked for. */
  readonly userProperties: Readonly<Record<string, string>>
  readonly organizationProperties: Readonly<Record<string, string>>
}

export interface HeldRole {
  readonly id: string
  readonly key: string
  readonly name: string
}

/** Once for each way in which the subject has it. */
export interface HeldPermission {
  readonly key: string
  /** The key of the role that gives it; undefined: it was given directly. */
  readonly role: string | undefined
}

/** A scope of an API, once for each way in which the subject has it. */
export interface HeldScope {
  readonly audience: string
  readonly key: string
  readonly role: string | undefined
}

/** A permission as it is listed, however often it was given. */
export interface NamedPermission {
  readonly id: string
  readonly key: string
  readonly name: string
}

/** A public property with the value that somebody has. */
export interface ValuedProperty extends NamedPermission {
  readonly value: string
}

export const NO_AUTHORITY: Authority = {
  roles: [],
  permissions: [],
  apiScopes: [],
  organizationFlags: {},
  userFlags: {},
  userProperties: {},
  organizationProperties: {},
}

/**
 * Whether the subject still is where they signed in to, and may be. Suspending an organization ends its grants too, but of
 * a million one after the other.
 */
export function isStillMember({ organization, organizations }: Subject): boolean {
  if (!organization) return true
  return !organization.isSuspended && organizations.some(({ code }) => code === organization.code)
}
