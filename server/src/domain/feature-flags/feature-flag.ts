import { InvalidInput, NotFound } from '#platform/errors'

export const FLAG_TYPES = ['str', 'int', 'bool', 'json'] as const
export type FlagType = (typeof FLAG_TYPES)[number]

/** The levels of overrides, from the outside in: the innermost value holds. */
export const FLAG_LEVELS = ['env', 'org', 'usr'] as const
export type FlagLevel = (typeof FLAG_LEVELS)[number]

/** A switch or a value, defined by a business for all its environments. */
export interface FeatureFlag {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly description: string
  readonly type: FlagType
  readonly defaultValue: unknown
  /** The innermost level that may override the flag; fixed at creation. */
  readonly overrideLevel: FlagLevel
}

/** A flag with its value at one place, and the level that set it. */
export interface FlagInForce extends Pick<FeatureFlag, 'id' | 'key' | 'name' | 'type'> {
  readonly value: unknown
  readonly origin: 'default' | FlagLevel
}

/** @throws {InvalidInput} `FLAG_OVERRIDE_NOT_ALLOWED` */
export function checkLevel({ key, overrideLevel }: FeatureFlag, level: FlagLevel): void {
  if (FLAG_LEVELS.indexOf(level) <= FLAG_LEVELS.indexOf(overrideLevel)) return
  throw new InvalidInput(
    'FLAG_OVERRIDE_NOT_ALLOWED',
    `${key} cannot be overridden at the level ${level}; ${overrideLevel} is the innermost that it allows.`,
  )
}

/**
 * Returns the cache key for flags of a business, in all its environments or in one. Every change of flags announces it.
 */
export function flagCacheKey({ businessId, id }: { readonly businessId: string; readonly id?: string }): string {
  return `flags:${businessId}:${id ?? ''}`
}

/** A flag of another business is also answered with 404, never with 403 (ATO-11). */
export function noSuchFlag(): NotFound {
  return new NotFound('FEATURE_FLAG_NOT_FOUND', 'No such feature flag.')
}
