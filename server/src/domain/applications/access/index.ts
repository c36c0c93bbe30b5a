/**
 * Whether a person may sign in to an application: with access control only members who have one of its roles in the
 * organization they sign in to. Checked at each sign-in and each refresh. `#domain/memberships` changes the list of roles.
 */
export { checkControllable, checkEnterable, lastRole, rolesRequired } from './access-control.ts'
export { mayEnter, requiredRoles } from './may-enter.ts'
export { listAccessRoles, type AccessRole } from './views.ts'
