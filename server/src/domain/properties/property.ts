import { InvalidInput, NotFound } from '#platform/errors'
import { hexOf, idFromHex } from '#platform/ids'

/** The kinds of owner that a property can have. */
export const CONTEXTS = ['org', 'usr', 'app'] as const
export type PropertyContext = (typeof CONTEXTS)[number]

export const PROPERTY_TYPES = ['single_line_text', 'multi_line_text'] as const
export type PropertyType = (typeof PROPERTY_TYPES)[number]

/** A field of users, organizations or applications. */
export interface Property {
  readonly id: string
  readonly categoryId: string
  readonly context: PropertyContext
  /** The name in code and tokens. Immutable. */
  readonly key: string
  readonly name: string
  readonly description: string
  readonly type: PropertyType
  /** A private property is never in a token. */
  readonly isPrivate: boolean
  /** Built-in properties exist in every environment; only their values can change. */
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

/** A property of another environment is also answered with 404, never with 403 (ATO-11). */
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
