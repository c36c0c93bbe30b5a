/**
 * Many users who become members of many organizations at once, as imports bring them. `joinOrganizations` takes users who
 * are new, so that nobody's membership, role or claim has to be looked at; `addToMembers` takes anybody.
 */
export { addToMembers, type Addition } from './add-to-members.ts'
export { giveScopes, joinOrganizations, type Joining, type MemberScope } from './queries.ts'
