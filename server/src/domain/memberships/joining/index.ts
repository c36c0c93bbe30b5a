/**
 * Many users who become members of many organizations at once, as imports bring them. Of users who are there already
 * `findMissing` says what they lack; users who are new lack everything, so nothing of theirs has to be looked at.
 */
export { findMissing, type Addition } from './find-missing.ts'
export { giveScopes, holdOrganizations, joinOrganizations, type Joining, type MemberScope } from './queries.ts'
