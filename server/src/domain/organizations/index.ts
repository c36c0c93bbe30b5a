/**
 * Organizations: groups of users that share roles and settings, who belongs to them, and what each may do there.
 *
 * Each environment has one default organization, which can be neither suspended nor deleted; users without another join
 * it, unless it says otherwise. A member who leaves, or whose organization is suspended, loses every grant there at once
 * (AS-30). Only members have roles, permissions and scopes: they hang on the membership and end with it. Owns
 * `organizations`, their handles, domains and default roles, `memberships` and what members are given.
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
} from './queries.ts'
export { createOrganization, type NewOrganization } from './create-organization.ts'
export { isHandleTaken } from './views.ts'
export { renameOrganization } from './rename-organization.ts'
export { addMembers, addMembership } from './add-members.ts'
export {
  findMissing,
  giveScopes,
  holdOrganizations,
  joinOrganizations,
  type Addition,
  type Joining,
} from './joining/index.ts'
export { insertCreatorRoles, refreshMemberOrder, touchMembership } from './members/queries.ts'
export { isMember, listRoleIdsOfMember } from './members/views.ts'
export { findMailLook, readMailLook, type MailLook } from './mail-look.ts'
export { checkSomeIsOpen } from './keep-open-organization.ts'
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
  noSuchOrganization,
  organizationCacheKey,
  type Organization,
  type OrganizationProfile,
} from './organization.ts'
export { listHolders, takePermissionFromSome, takeRoleFromSome, type Held, type Holder } from './holders/index.ts'
