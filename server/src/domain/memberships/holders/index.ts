/**
 * The holders of a role or a permission, for work on all of them: some at a time, since every member has a default
 * role.
 */
export { listHolders, takePermissionFromSome, takeRoleFromSome, type HeldAssignment, type Holder } from './queries.ts'
