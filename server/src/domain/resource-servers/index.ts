/**
 * APIs (resource servers, RFC 6749 section 1.1): their audiences, their scopes, and the applications that may request
 * them.
 *
 * There are two kinds. Registered APIs are rows. The Management API is part of the product: its id is that of its
 * environment, its scopes are a list in code, and the scopes of it that an application may request are stored with the
 * application; it cannot be changed or deleted. Owns `resource_servers`, `resource_server_scopes`,
 * `application_api_grants` and `application_scopes`.
 *
 * Invariants: an application gets an audience only while it is authorised for it, and a scope only where it was
 * granted. When either is withdrawn, or the API is deleted, earlier tokens lose it at once. Roles and memberships
 * decide what a user may do at an API; this folder narrows that to the scopes that the application may request.
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
