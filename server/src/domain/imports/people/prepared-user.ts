import type { AwaitedIdentity, IdentityValue } from '#domain/identities'

/** A row whose parts are each valid. */
export interface PreparedUser {
  readonly row: number
  readonly providedId: string | undefined
  /** The product's own ids that the row names; exports have them next to the provided one. */
  readonly ownIds: readonly string[]
  readonly givenName: string | undefined
  readonly familyName: string | undefined
  readonly picture: string | undefined
  readonly isSuspended: boolean
  readonly identities: readonly { readonly value: IdentityValue; readonly isVerified: boolean }[]
  /** Social and enterprise identities; the row names their connection. */
  readonly awaited: readonly AwaitedIdentity[]
  readonly passwordHash: string | undefined
  readonly isPasswordTemporary: boolean
  readonly properties: readonly { readonly key: string; readonly value: string }[]
  readonly featureFlags: readonly { readonly key: string; readonly text: string }[]
  /** Empty for the default organization. */
  readonly organizations: readonly JoinedOrganization[]
}

export interface JoinedOrganization {
  /** Its external id or its code, in the order in which they are looked up. */
  readonly ids: readonly string[]
  /** Absent for the roles of new members. */
  readonly roles: readonly string[] | undefined
  readonly permissions: readonly string[]
  readonly scopes: readonly { readonly audience: string; readonly key: string }[]
}

export function awaitedKeyOf({ kind, connectionName, normalized }: AwaitedIdentity): string {
  return `${kind}:${JSON.stringify([connectionName, normalized])}`
}

/** Returns the identities of a user; the first identifies a user without an id. */
export function identityKeysOf({ identities, awaited }: PreparedUser): string[] {
  return [...identities.map(({ value }) => `${value.kind}:${value.normalized}`), ...awaited.map(awaitedKeyOf)]
}

/** Returns the keys that no other user may have. */
export function keysOfUser(user: PreparedUser): string[] {
  const { providedId } = user
  const keys = identityKeysOf(user)
  return providedId === undefined ? keys : [`id:${providedId}`, ...keys]
}
