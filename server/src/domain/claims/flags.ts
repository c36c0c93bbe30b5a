import type { Authority } from './subject.ts'

export type FlagType = 'str' | 'int' | 'bool' | 'json'

/** A feature flag as it holds in an environment, before organization and user. */
export interface FlagDefinition {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly type: FlagType
  readonly value: unknown
  readonly origin: 'default' | 'environment'
  /** The deepest level that may say otherwise. */
  readonly overrideLevel: 'env' | 'org' | 'usr'
}

export interface FlagInForce {
  readonly value: unknown
  readonly origin: 'default' | 'environment' | 'organization' | 'user'
}

/**
 * Returns the value of a flag: the one set closest to the user, in the order business, environment, organization, user,
 * among the levels at which the flag may be overridden (U3-1).
 */
export function flagInForce(
  { id, overrideLevel, value, origin }: FlagDefinition,
  { organizationFlags, userFlags }: Pick<Authority, 'organizationFlags' | 'userFlags'>,
): FlagInForce {
  if (overrideLevel === 'usr' && Object.hasOwn(userFlags, id)) return { value: userFlags[id], origin: 'user' }
  if (overrideLevel !== 'env' && Object.hasOwn(organizationFlags, id)) {
    return { value: organizationFlags[id], origin: 'organization' }
  }
  return { value, origin }
}

/** As tokens name types: short, since every flag is in every access token (P7-2). */
export const FLAG_TYPE_CODES = { str: 's', int: 'i', bool: 'b', json: 'j' } as const
