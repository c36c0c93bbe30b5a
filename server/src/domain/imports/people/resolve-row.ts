import { noSuchFlag, userFlagValue } from '#domain/feature-flags'
import { checkPropertyValue, noSuchProperty } from '#domain/properties'
import { noSuchScope } from '#domain/resource-servers'
import type { JoinedOrganization, PreparedUser } from './prepared-user.ts'
import { scopeNameOf, type Known } from './views.ts'

/**
 * @throws {NotFound} `PROPERTY_NOT_FOUND`
 * @throws {InvalidInput} `INVALID_PROPERTY_VALUE`
 */
export function resolveProperties({ properties }: PreparedUser, known: Known) {
  return properties.map(({ key, value }) => {
    const property = known.properties.get(key)
    if (!property) throw noSuchProperty()
    checkPropertyValue(property, value)
    return { propertyId: property.id, value }
  })
}

/**
 * @throws {NotFound} `FEATURE_FLAG_NOT_FOUND`
 * @throws {InvalidInput} `FLAG_OVERRIDE_NOT_ALLOWED`, `INVALID_FLAG_VALUE`
 */
export function resolveFlags({ featureFlags }: PreparedUser, known: Known) {
  return featureFlags.map(({ key, text }) => {
    const flag = known.flags.get(key)
    if (!flag) throw noSuchFlag()
    return { flagId: flag.id, value: userFlagValue(flag, text) }
  })
}

/** Also those of the Management API are none: it is called by applications. @throws {NotFound} `API_SCOPE_NOT_FOUND` */
export function resolveScopes({ scopes }: JoinedOrganization, known: Known) {
  return scopes.map((one) => {
    const scope = known.scopes.get(scopeNameOf(one))
    if (!scope) throw noSuchScope()
    return { apiId: scope.apiId, scopeId: scope.scopeId }
  })
}
