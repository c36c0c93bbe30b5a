import { NotFound, type ProblemCode } from '#platform/errors'
import { userFlagValue } from '#domain/feature-flags'
import { checkPropertyValue } from '#domain/properties'
import type { JoinedOrganization, PreparedUser } from './prepared-user.ts'
import { organizationIdOf, scopeNameOf, type DirectoryState } from './views.ts'

/**
 * @throws {NotFound} `PROPERTY_NOT_FOUND`
 * @throws {InvalidInput} `INVALID_PROPERTY_VALUE`
 */
export function resolveProperties({ properties }: PreparedUser, known: DirectoryState) {
  return properties.map(({ key, value }) => {
    const property = known.properties.get(key)
    if (!property) throw notFound('PROPERTY_NOT_FOUND', 'property', key)
    checkPropertyValue(property, value)
    return { propertyId: property.id, value }
  })
}

/**
 * @throws {NotFound} `FEATURE_FLAG_NOT_FOUND`
 * @throws {InvalidInput} `FLAG_OVERRIDE_NOT_ALLOWED`, `INVALID_FLAG_VALUE`
 */
export function resolveFlags({ featureFlags }: PreparedUser, known: DirectoryState) {
  return featureFlags.map(({ key, text }) => {
    const flag = known.flags.get(key)
    if (!flag) throw notFound('FEATURE_FLAG_NOT_FOUND', 'feature flag', key)
    return { flagId: flag.id, value: userFlagValue(flag, text) }
  })
}

/** Also those of the Management API are none: it is called by applications. @throws {NotFound} `API_SCOPE_NOT_FOUND` */
export function resolveScopes({ scopes }: JoinedOrganization, known: DirectoryState) {
  return scopes.map((one) => {
    const scope = known.scopes.get(scopeNameOf(one))
    if (!scope) throw notFound('API_SCOPE_NOT_FOUND', `scope of the API ${one.audience}`, one.key)
    return { apiId: scope.apiId, scopeId: scope.scopeId }
  })
}

/** Returns the roles and permissions that a row gives in an organization, by ids. */
export function givenBy(one: JoinedOrganization, known: DirectoryState) {
  return {
    organizationId: organizationIdOf(one, known) ?? '',
    roles: one.roles?.map((key) => known.roles.get(key) ?? ''),
    permissions: one.permissions.map((key) => known.permissions.get(key) ?? ''),
  }
}

/** A problem names the value that was not found, so that it can be searched for in the file. */
export function notFound(code: ProblemCode, kind: string, value: string): NotFound {
  return new NotFound(code, `There is no ${kind} "${value.slice(0, 100)}".`)
}
