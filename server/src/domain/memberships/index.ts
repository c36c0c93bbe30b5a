/**
 * Memberships: which users belong to which organizations, and the roles, permissions and API scopes each member has there.
 *
 * Everything a member is given hangs on the membership and ends with it. A member who leaves loses every grant in that
 * organization at once (AS-30). A change to a role reaches its holders here, by jobs, environment by environment; so does
 * the list of roles that may enter an application, because only members have roles. Owns `memberships`,
 * `membership_roles`, `membership_permissions`, `membership_api_scopes` and `application_access_roles`.
 */
export { addMembership } from './add-membership.ts'
export {
  findMissing,
  giveScopes,
  holdOrganizations,
  joinOrganizations,
  type Addition,
  type NewMembership,
} from './joining/index.ts'
export { insertCreatorRoles, refreshMemberOrder, removeMembers, touchMembership, type MembersKey } from './queries.ts'
export { noSuchMember } from './change-members.ts'
export { MemberParams } from './schema.ts'
export { isMember, listRoleIdsOfMember, listSomeMembers } from './views.ts'
export type { MembershipProblem } from './problems.ts'
