/**
 * Many users who become members of many organizations at once, as in imports. For existing users `findMissing` returns
 * the memberships, roles and permissions that they lack; new users lack everything, so nothing is looked up for them.
 */
export { findMissing, type Addition } from './find-missing.ts'
export { giveScopes, holdOrganizations, joinOrganizations, type NewMembership, type MemberScope } from './queries.ts'
