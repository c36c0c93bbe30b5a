/**
 * The APIs that each application may request, and the scopes of them that it may have on its own behalf.
 *
 * For registered APIs these are rows of `application_api_grants` and `application_scopes`, which this folder writes;
 * for the Management API they are stored with the application. A caller can grant or withdraw only those scopes of the
 * Management API that the caller's own token holds: otherwise the right to authorise would be the right to everything
 * (ATO-24).
 */
export { authorizeApplications, type AuthorizationChange } from './authorize-applications.ts'
export { type ScopeGrant } from './scope-grant.ts'
export { removeApplicationScope } from './remove-application-scope.ts'
export { addApplicationScope } from './add-application-scope.ts'
