/** The kinds of second factors. A passkey is one of `domain/passkeys`; the others are kept here. */
export const FACTOR_KINDS = ['authenticator', 'email', 'sms', 'passkey'] as const
export type FactorKind = (typeof FACTOR_KINDS)[number]
/** A factor that this folder keeps. */
export type StoredKind = Exclude<FactorKind, 'passkey'>

/** Returns the kind that a column holds; its check admits no other text. */
export function factorKindOf(text: string): FactorKind {
  const kind = FACTOR_KINDS.find((one) => one === text)
  if (kind === undefined) throw new Error('a factor of a kind that there is not')
  return kind
}

/** Returns the kind that a column of this folder's factors holds. */
export function storedKindOf(text: string): StoredKind {
  const kind = factorKindOf(text)
  if (kind === 'passkey') throw new Error('a passkey is no factor of this table')
  return kind
}

/** A second factor of a person, confirmed with a code. */
export interface Factor {
  readonly id: string
  readonly kind: StoredKind
  /** The address or number that gets codes; undefined for an authenticator app. */
  readonly address: string | undefined
  /** The same, as it is compared. */
  readonly normalized: string | undefined
  readonly createdAt: Date
  readonly usageCount: number
  readonly lastUsedAt: Date | undefined
}

/** A browser that passed a second factor and is not asked again for a time. */
export interface TrustedDevice {
  readonly id: string
  /** The organization whose policy was in force; undefined: the policy of the environment. */
  readonly organizationId: string | undefined
  /** The kind of factor that the browser passed. */
  readonly factor: FactorKind
  readonly ip: string | undefined
  readonly userAgent: string | undefined
  readonly createdAt: Date
  readonly lastUsedAt: Date | undefined
  readonly expiresAt: Date
}
