/**
 * The contents of a role: permissions of the product, system permissions of the portal, scopes of APIs. A removal
 * invalidates the claims of the role's holders; an addition does not.
 */
export { type RoleDifference } from './permission-change.ts'
export { changeSystemPermissions } from './change-system-permissions.ts'
export { removeRolePermission } from './remove-role-permission.ts'
export { changeRolePermissions } from './change-role-permissions.ts'
export { removeRoleScope } from './remove-role-scope.ts'
export { addRoleScope } from './add-role-scope.ts'
