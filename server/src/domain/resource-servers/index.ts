/**
 * APIs (resource servers, RFC 6749 section 1.1): their audience, their scopes, and which application may ask for which.
 *
 * Two kinds stand behind one id. Registered APIs are rows. The Management API is part of the product: its id is that of
 * its environment, its scopes are a list in code, and what an application may ask of it lies with the application; it
 * cannot be changed or deleted. Owns `resource_servers`, `resource_server_scopes`, `application_api_grants` and
 * `application_scopes`.
 *
 * Invariants: an application is given an audience only while it is authorised for it, and a scope only where it was
 * granted; withdrawing either, or deleting the API, ends what we accept of earlier tokens at once. What a user may do at
 * an API is said by roles and memberships; here it is narrowed to what the application may ask for.
 */
export type { Authorization } from './authorization.ts'
export {
  authorizationsFor,
  presentAudiences,
  scopesOf,
  tokenTypOf,
  userScopes,
  type PresentAudiences,
  type UserScopes,
} from './authorizations.ts'
export { describeApis } from './describe-apis.ts'
export { holdAssignableScope } from './hold-assignable-scope.ts'
export { isManagementAudience } from './management-api.ts'
export { holdScopesByName, type NamedScope } from './queries.ts'
export {
  apiIdFromText,
  apiIdOf,
  noSuchScope,
  scopeIdFromText,
  scopeIdOf,
  type Scope,
  type TokenTyp,
} from './resource-server.ts'
export type { DescribedApi } from './views.ts'
export type { ApiProblem } from './problems.ts'
