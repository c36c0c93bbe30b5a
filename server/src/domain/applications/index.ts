/**
 * Registrations of OAuth clients (RFC 6749 section 2): their type, secrets, allowed URLs and settings.
 *
 * A client id is the application's id without dashes. Secrets are kept as digests and shown once. URLs are compared byte
 * for byte, but for the label that an entry leaves open and the port of a loopback address (RFC 9700 section 4.1.3). Owns `applications`, `application_secrets` and
 * `client_assertions`.
 */
export {
  applicationCacheKey,
  applicationIdFromClientId,
  clientIdOf,
  isConfidential,
  noSuchApplication,
  type Application,
  type ApplicationType,
} from './application.ts'
export { isAllowedOrigin, isOriginOf } from './allowed-origins.ts'
export { twinOf, withHandle } from './callbacks/index.ts'
export { isAnyLogoutUri, isLogoutUri, trustRedirectUri, twinOfLogoutUri, type TrustedUrl } from './trusted-urls.ts'
export { verifyClientAssertion } from './client-keys/index.ts'
export { readApplication } from './read-application.ts'
export { readClient } from './read-client.ts'
export { readAccountApplication, readConsoleApplication } from './own-applications.ts'
export { openPlayground } from './open-playground.ts'
export { checkEnterable, lastRole, listAccessRoles, mayEnter, requiredRoles } from './access/index.ts'
export { changeMethods, type MethodChange } from './email-methods/change-methods.ts'
export { createApplication } from './create-application.ts'
export { updateApplication } from './update-application.ts'
export { deleteApplication } from './delete-application.ts'
export { changeManagementAccess, type ManagementAccess } from './change-management-access.ts'
export { recordApplicationEvent } from './events.ts'
export { findApplication, hasManagingApplication, holdApplication, lockApplication } from './queries.ts'
export { ApplicationId, ApplicationList, ApplicationParams, ListedApplication } from './schema.ts'
export { listSignInApplications } from './views.ts'
export { holdManagingApplications } from './hold-managing-applications.ts'
export { checkHeld, MANAGING_SCOPES } from './managing-application.ts'
export { INSTALLATION_SCOPES, MANAGEMENT_SCOPES, type ManagementScope } from './management-scopes.ts'
export type { ApplicationProblem } from './problems.ts'
