import type { AwaitedIdentity, IdentityValue } from '#domain/identities'

/** A row whose every part is known to be right by itself. */
export interface PreparedUser {
  readonly row: number
  readonly providedId: string | undefined
  /** Our own ids that the row names, as exports have them beside the provided one. */
  readonly ownIds: readonly string[]
  readonly givenName: string | undefined
  readonly familyName: string | undefined
  readonly picture: string | undefined
  readonly isSuspended: boolean
  readonly identities: readonly { readonly value: IdentityValue; readonly isVerified: boolean }[]
  /** Social and enterprise ones, whose connection is known by its name. */
  readonly awaited: readonly AwaitedIdentity[]
  readonly passwordHash: string | undefined
  readonly isPasswordTemporary: boolean
  readonly properties: readonly { readonly key: string; readonly value: string }[]
  readonly featureFlags: readonly { readonly key: string; readonly text: string }[]
  /** Empty: the default one. */
  readonly organizations: readonly JoinedOrganization[]
}

export interface JoinedOrganization {
  /** Its external id or its code, in the order in which they are looked up. */
  readonly ids: readonly string[]
  /** Absent: those of new members. */
  readonly roles: readonly string[] | undefined
  readonly permissions: readonly string[]
  readonly scopes: readonly { readonly audience: string; readonly key: string }[]
}

export function awaitedKeyOf({ kind, connectionName, normalized }: AwaitedIdentity): string {
  return `${kind}:${JSON.stringify([connectionName, normalized])}`
}

/** The first is what somebody is known by who has no id. */
export function identityKeysOf({ identities, awaited }: PreparedUser): string[] {
  return [...identities.map(({ value }) => `${value.kind}:${value.normalized}`), ...awaited.map(awaitedKeyOf)]
}

/** What nobody else may have. */
export function keysOfUser(user: PreparedUser): string[] {
  const { providedId } = user
  const keys = identityKeysOf(user)
  return providedId === undefined ? keys : [`id:${providedId}`, ...keys]
}
