/**
 * Organizations: groups of users that share roles and settings. Their members are `#domain/memberships`;
 * `#domain/directory` changes and deletes organizations.
 *
 * Each environment has one default organization, which can be neither suspended nor deleted; users without another join
 * it, unless its settings prevent that. A member of a suspended organization loses every grant there at once (AS-30). Owns
 * `organizations`, their handles, domains and default roles.
 */
export {
  createDefaultOrganization,
  findDefaultOrganization,
  findOrganizationByCode,
  findOrganizationByExternalId,
  findOrganizationByHandle,
  findOrganizationProfile,
  holdOrganization,
  listOrganizationsOfUser,
  lockDefaultOrganization,
  lockOrganization,
  lockOrganizationForDeletion,
  removeDefaultRoles,
  removeOrganization,
  writeDefaultRoles,
  writeDomains,
  writeHandle,
  writeOrganization,
  type OrganizationChange,
} from './queries.ts'
export { createOrganization, type NewOrganization } from './create-organization.ts'
export { getOrganization } from './get-organization.ts'
export { recordOrganizationDeletion, recordOrganizationEvent } from './events.ts'
export {
  countMembersOf,
  isHandleTaken,
  listApplicationsOfOrganization,
  listDefaultRoles,
  listOrganizations,
  MEMBERS_COUNTED,
  searchOrganizations,
  type FoundOrganization,
  type ListedOrganization,
} from './views.ts'
export { renameOrganization } from './rename-organization.ts'
export { findMailLook, readMailLook, type MailLook } from './mail-look.ts'
export { checkAnotherIsOpen, checkSomeIsOpen, isOpenToSignUps } from './openness.ts'
export { findJoinedByDefault } from './find-joined-by-default.ts'
export {
  findEnterableOrganization,
  findOrganizationOfSession,
  hasSuspendedOrganization,
  holdOpenOrganization,
  listEnterableOrganizations,
  listGivingRole,
  listOrganizationsOfDomain,
  type EnterableOrganization,
} from './sign-in-views.ts'
export {
  advancedFeaturesRequired,
  checkAdvanced,
  checkSender,
  isOrganizationCode,
  noSuchOrganization,
  organizationCacheKey,
  parseHandle,
  type Organization,
  type OrganizationProfile,
} from './organization.ts'
export { OrganizationCode, OrganizationParams } from './schema.ts'
export type { OrganizationProblem } from './problems.ts'
