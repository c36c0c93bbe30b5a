import type { Context } from '#platform/context'
import { applicationCacheKey } from '#domain/applications'
import { hasPublicUserProperties, listPropertiesOfUser } from './views.ts'

/** Standard claims of the `profile` scope (OIDC Core section 5.4) that come from a property of users of the same key. */
export const PROFILE_PROPERTIES = ['nickname', 'website', 'gender', 'birthdate', 'zoneinfo', 'locale'] as const

/** The claim of the `address` scope (OIDC Core section 5.1.1), from the property of that key. */
export const ADDRESS_PROPERTY = 'address'

const KEYS: readonly string[] = [...PROFILE_PROPERTIES, ADDRESS_PROPERTY]

/** Values by key. */
export type StandardProperties = Readonly<Partial<Record<string, string>>>

/**
 * Reads the properties of a user that the user profile shows as standard claims. Private properties stay private. An
 * environment without such properties costs no read.
 */
export async function readStandardProperties(
  { db, cache, environment }: Pick<Context, 'db' | 'cache' | 'environment'>,
  userId: string,
): Promise<StandardProperties> {
  const exist = await cache.read(`${applicationCacheKey(environment.id)}standard-properties`, () =>
    hasPublicUserProperties(db, KEYS),
  )
  if (!exist) return {}
  const valued = await listPropertiesOfUser(db, userId)
  return Object.fromEntries(valued.filter(({ key }) => KEYS.includes(key)).map(({ key, value }) => [key, value]))
}
