/**
 * Many users who become members of many organizations at once, as imports bring them. They must be new to these: nobody's
 * membership, role or claim is looked at.
 */
export { giveScopes, joinOrganizations, type Joining, type MemberScope } from './queries.ts'
