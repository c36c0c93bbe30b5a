/**
 * Which application may ask for which API, and for which of its scopes on its own behalf.
 *
 * For registered APIs that is rows of `application_api_grants` and `application_scopes`, which this folder writes; for
 * the Management API it lies with the application. Nobody gives or takes a scope of the Management API that their own
 * token does not hold: otherwise the right to authorise would be the right to everything (ATO-24).
 */
export { authorizeApplications, type AuthorizationChange } from './authorize-applications.ts'
export { addApplicationScope, removeApplicationScope, type ScopeGrant } from './change-application-scopes.ts'
