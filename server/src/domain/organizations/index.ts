/**
 * Organizations: groups of users that share roles and settings, and who belongs to them.
 *
 * Each environment has one default organization, which new users join. Owns `organizations` and `memberships`.
 */
export {
  addMembership,
  createDefaultOrganization,
  findDefaultOrganization,
  findOrganizationByCode,
  findOrganizationByHandle,
  holdOrganization,
  listOrganizationsOfUser,
  removeMembershipsOfUser,
} from './queries.ts'
export { noSuchOrganization, type Organization } from './organization.ts'
export { listHolders, takePermissionFromSome, takeRoleFromSome, type Held, type Holder } from './holders/index.ts'
