/**
 * Permissions: what may be done, by the words of the product that asks. Defined by a business and shared by all its
 * environments; who has which is said by `#domain/roles` and `#domain/memberships`. Owns `permissions`.
 *
 * Invariants: a key is used once in a business; a deleted permission is found by no read, and a job of the roles' takes
 * it from everybody who had it, environment by environment. One that guards who may give a role cannot be deleted.
 */
export { createPermission } from './create-permission.ts'
export { deletePermission } from './delete-permission.ts'
export { MARK_PERMISSION_HOLDERS, REMOVE_PERMISSION } from './job-names.ts'
export { noSuchPermission, permissionIdFromText, permissionIdIn, type Permission } from './permission.ts'
export {
  findPermissions,
  holdPermissions,
  holdPermissionsByKeys,
  listPermissionsOfRole,
  removePermission,
} from './queries.ts'
export { PermissionId, PermissionList, PermissionView } from './schema.ts'
export { listRolesGiving } from './views.ts'
export type { PermissionProblem } from './problems.ts'
