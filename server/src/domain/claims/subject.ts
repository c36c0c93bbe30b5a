/** The subject of claims, as one query reads it. */
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
  /** The organization of the sign-in. */
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
  /** The organization's own rule for sessions of its members, where it has one. */
  readonly isSessionPersistent: boolean | undefined
}

/** The rights of the subject in the organization of the sign-in; without one there are no roles and permissions. */
export interface Authority {
  readonly roles: readonly HeldRole[]
  readonly permissions: readonly HeldPermission[]
  readonly apiScopes: readonly HeldScope[]
  /** Values that override the environment's, by the id of the flag. */
  readonly organizationFlags: Readonly<Record<string, unknown>>
  readonly userFlags: Readonly<Record<string, unknown>>
  /** The requested values, by the id of the property. */
  readonly userProperties: Readonly<Record<string, string>>
  readonly organizationProperties: Readonly<Record<string, string>>
}

export interface HeldRole {
  readonly id: string
  readonly key: string
  readonly name: string
}

/** A permission, once for each way in which the subject has it. */
export interface HeldPermission {
  readonly key: string
  /** The key of the role that grants it; undefined for one that was granted directly. */
  readonly role: string | undefined
}

/** A scope of an API, once for each way in which the subject has it. */
export interface HeldScope {
  readonly audience: string
  readonly key: string
  readonly role: string | undefined
}

/** A permission in a list, once however often it was granted. */
export interface NamedPermission {
  readonly id: string
  readonly key: string
  readonly name: string
}

/** A public property with its value. */
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
 * Whether the subject is still a member of the organization of the sign-in, and the organization is not suspended. A
 * suspension also ends its grants, but with a million of them that takes a while.
 */
export function isStillMember({ organization, organizations }: Subject): boolean {
  if (!organization) return true
  return !organization.isSuspended && organizations.some(({ code }) => code === organization.code)
}
