import { InvalidInput, NotFound } from '#platform/errors'
import { hexOf, idFromHex } from '#platform/ids'

/** What a property is of. */
export const CONTEXTS = ['org', 'usr', 'app'] as const
export type PropertyContext = (typeof CONTEXTS)[number]

export const PROPERTY_TYPES = ['single_line_text', 'multi_line_text'] as const
export type PropertyType = (typeof PROPERTY_TYPES)[number]

/** A field of users, organizations or applications. */
export interface Property {
  readonly id: string
  readonly categoryId: string
  readonly context: PropertyContext
  /** What code and tokens call it. Immutable. */
  readonly key: string
  readonly name: string
  readonly description: string
  readonly type: PropertyType
  /** Never in a token. */
  readonly isPrivate: boolean
  /** Part of the product: its values change, itself it does not. */
  readonly isBuiltIn: boolean
}

export interface PropertyCategory {
  readonly id: string
  readonly name: string
  readonly context: PropertyContext
}

const PROPERTY_PREFIX = 'prop_'
const CATEGORY_PREFIX = 'category_'

export function propertyIdOf(id: string): string {
  return PROPERTY_PREFIX + hexOf(id)
}

export function propertyIdFromText(text: string): string {
  const id = idFromHex(text, PROPERTY_PREFIX)
  if (id === undefined) throw noSuchProperty()
  return id
}

export function categoryIdOf(id: string): string {
  return CATEGORY_PREFIX + hexOf(id)
}

export function categoryIdFromText(text: string): string {
  const id = idFromHex(text, CATEGORY_PREFIX)
  if (id === undefined) throw noSuchCategory()
  return id
}

/** Also what one of another environment is: 404, never 403 (ATO-11). */
export function noSuchProperty(): NotFound {
  return new NotFound('PROPERTY_NOT_FOUND', 'No such property.')
}

export function noSuchCategory(): NotFound {
  return new NotFound('PROPERTY_CATEGORY_NOT_FOUND', 'No such category of properties of this context.')
}

const RESERVED = /^kp_(?:usr|org|app)_|^kp_marketing_consent$/

/** @throws {InvalidInput} `PROPERTY_KEY_RESERVED` */
export function checkPropertyKey(key: string): void {
  if (!RESERVED.test(key)) return
  throw new InvalidInput('PROPERTY_KEY_RESERVED', 'Keys that begin so are for properties that are part of the product.')
}

/** @throws {InvalidInput} `SYSTEM_PROPERTY` */
export function checkOwn({ isBuiltIn }: Property): void {
  if (isBuiltIn)
    throw new InvalidInput('SYSTEM_PROPERTY', 'This property is part of the product; only its values change.')
}
