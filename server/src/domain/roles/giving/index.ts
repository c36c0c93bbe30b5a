/**
 * The contents of a role: permissions of the product, system permissions of the portal, scopes of APIs. A removal
 * invalidates the claims of the role's holders; an addition does not.
 */
export {
  changeRolePermissions,
  changeSystemPermissions,
  removeRolePermission,
  type Giving,
} from './change-permissions.ts'
export { addRoleScope, removeRoleScope } from './change-scopes.ts'
