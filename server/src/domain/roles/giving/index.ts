/**
 * What a role gives: permissions of the product, system permissions of the portal, scopes of APIs. What is taken away
 * has its holders' claims made anew; what is added does not.
 */
export {
  changeRolePermissions,
  changeSystemPermissions,
  removeRolePermission,
  type Giving,
} from './change-permissions.ts'
export { addRoleScope, removeRoleScope } from './change-scopes.ts'
