/**
 * Roles: named sets of permissions, of scopes of APIs, and of what the self-serve portal lets their holders do. Defined
 * by a business and shared by its environments, but for scopes, which are of one environment's APIs. Members have
 * roles by `#domain/memberships`, which also takes a deleted role from them. Owns `roles`, `role_permissions`, `role_system_permissions` and `role_api_scopes`.
 *
 * Invariants: a key is used once in a business; a deleted role is found by no read, and a job takes it from its holders,
 * environment by environment. What is taken from a role is gone from its holders' tokens at the next refresh; what is
 * added to one does not make claims anew.
 */
export { createRole } from './change-role.ts'
export { MARK_ROLE_HOLDERS, REMOVE_ROLE } from './job-names.ts'
export {
  findRole,
  findRoles,
  holdRoles,
  holdRolesByKeys,
  listAutomaticRoles,
  removeRole,
  removeScopesOfRole,
} from './queries.ts'
export { noSuchRole, roleIdFromText, type Role } from './role.ts'
export { RoleId } from './schema.ts'
export { SYSTEM_PERMISSIONS, type SystemPermission } from './system-permissions.ts'
export type { RoleProblem } from './problems.ts'
