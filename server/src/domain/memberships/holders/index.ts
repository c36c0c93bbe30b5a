/**
 * Who has a role or a permission, for work on all of them: some at a time, since a default role is everybody's.
 */
export { listHolders, takePermissionFromSome, takeRoleFromSome, type Held, type Holder } from './queries.ts'
