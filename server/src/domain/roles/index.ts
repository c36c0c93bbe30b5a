/**
 * Roles: named sets of permissions, of scopes of APIs, and of rights in the self-serve portal. A business defines them,
 * and its environments share them, except for scopes, which belong to the APIs of one environment. Members have roles
 * by `#domain/memberships`, which also removes a deleted role from them. Owns `roles`, `role_permissions`,
 * `role_system_permissions` and `role_api_scopes`.
 *
 * Invariants: a key is used once in a business; no read finds a deleted role, and a job removes it from its holders,
 * environment by environment. A permission removed from a role is gone from its holders' tokens at the next refresh; an
 * added one does not invalidate claims.
 */
export { createRole } from './create-role.ts'
export { deleteRole } from './delete-role.ts'
export { changeRolePermissions } from './giving/index.ts'
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
