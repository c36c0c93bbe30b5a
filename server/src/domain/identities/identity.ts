import { NotFound } from '#platform/errors'
import { hexOf, idFromHex } from '#platform/ids'

/** The kinds of identity that a person proves directly; social and enterprise identities come through a connection. */
export type CredentialKind = 'email' | 'phone' | 'username'
export type IdentityKind = CredentialKind | 'social' | 'enterprise'

/** An identity for signing in. The normalised form is unique in the environment. */
export interface IdentityValue {
  readonly kind: IdentityKind
  readonly typed: string
  readonly normalized: string
}

/** An identity that a person types to sign in. */
export interface CredentialIdentity extends IdentityValue {
  readonly kind: CredentialKind
}

export interface Identity extends IdentityValue {
  readonly id: string
  readonly userId: string
  /** Whether it is the primary one of its kind. The first of each kind is (U1-2). */
  readonly isPrimary: boolean
  readonly verifiedAt: Date | undefined
  readonly connectionId: string | undefined
  /** The address from the provider. */
  readonly email: string | undefined
  readonly createdAt: Date
  readonly lastSignedInAt: Date | undefined
  readonly totalSignIns: number
}

/** A username is a choice: there is nothing to verify. */
export function isConfirmed({ kind, verifiedAt }: Pick<Identity, 'kind' | 'verifiedAt'>): boolean {
  return kind === 'username' || verifiedAt !== undefined
}

export function identityIdOf(id: string): string {
  return `identity_${hexOf(id)}`
}

export function identityIdFromText(text: string): string | undefined {
  return idFromHex(text, 'identity_')
}

export function connectionIdOf(id: string): string {
  return `conn_${hexOf(id)}`
}

/** An identity of another environment is also answered with 404, never with 403 (ATO-11). */
export function noSuchIdentity(): NotFound {
  return new NotFound('IDENTITY_NOT_FOUND', 'No such identity.')
}

export function kindOf(text: string): IdentityKind {
  switch (text) {
    case 'phone':
    case 'username':
    case 'social':
    case 'enterprise':
      return text
    default:
      return 'email'
  }
}
