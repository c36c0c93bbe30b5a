/**
 * The directory: users and organizations as an administrator creates, changes and deletes them.
 *
 * A change here reaches concepts that only know a user or an organization: suspending a user ends sessions and grants,
 * deleting an organization takes its members out. The records themselves are `#domain/users` and `#domain/organizations`,
 * which those concepts build on; so this folder lies above all of them. Owns no table.
 *
 * Invariants: a user who is suspended or deleted has no session and no grant; the words a user is found by follow every
 * change of name and identities in its transaction; the installation keeps an owner.
 */
export { addIdentity } from './identities/index.ts'
export { changeIdentities } from './identities/change-identities.ts'
export { updateUser } from './users/update-user.ts'
export { updateOrganization } from './organizations/update-organization.ts'
export { deleteOrganization } from './organizations/delete-organization.ts'
export { createUser, type NewUser } from './users/create-user.ts'
export type { DirectoryProblem } from './problems.ts'
