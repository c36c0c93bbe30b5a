import { InvalidInput, NotFound } from '#platform/errors'
import { hexOf, idFromHex } from '#platform/ids'
import type { ApplicationType } from '#domain/applications'
import type { PropertyContext } from '../properties.ts'
import type { TokenKind } from '../read-selected-properties.ts'

const KINDS: Readonly<Record<ApplicationType, readonly TokenKind[]>> = {
  reg: ['access', 'id', 'm2m'],
  spa: ['access', 'id'],
  device: ['access', 'id'],
  m2m: ['m2m'],
}

/** Returns the kinds of token that an application of this type can get and therefore customize (P7-17). */
export function tokenKindsOf(type: ApplicationType): readonly TokenKind[] {
  return KINDS[type]
}

/** The contexts whose properties a token of each kind can carry: those known when it is issued. */
export const CONTEXTS: Readonly<Record<TokenKind, readonly PropertyContext[]>> = {
  access: ['usr', 'org', 'app'],
  id: ['usr', 'org'],
  m2m: ['app'],
}

const PREFIX = 'prop_'

export function propertyIdOf(id: string): string {
  return PREFIX + hexOf(id)
}

export function propertyIdFromText(text: string): string {
  const id = idFromHex(text, PREFIX)
  if (id === undefined) throw noSuchProperty()
  return id
}

export function noSuchProperty(): NotFound {
  return new NotFound('PROPERTY_NOT_FOUND', 'No such property.')
}

export function kindNotSupported(kind: TokenKind): InvalidInput {
  return new InvalidInput(
    'TOKEN_KIND_NOT_SUPPORTED',
    `Applications of this type get no ${kind === 'id' ? 'ID' : kind === 'm2m' ? 'M2M' : 'access'} tokens of this kind.`,
  )
}
