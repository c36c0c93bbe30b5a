/**
 * The team of a business: which administrators work on it, and the scopes that their role gives them.
 *
 * Members are users of the environment that administrators sign in to, and the rows lie there. A role is a set of scopes
 * of the Management API (`roles.ts`); an owner of the installation is an owner of every business without a row. Roles are
 * read at each request and cached nowhere, so that a smaller role counts at once in every process. Nobody gives or takes a
 * role that allows more than they may themselves, and a business keeps its last owner. Owns `team_members`.
 */
export { isTeamRole, scopesOf, TEAM_ROLES, type TeamRole } from './roles.ts'
export { endTeam } from './end-team.ts'
export { findMemberships, findTeamRole, insertMember, lockTeam, type Membership } from './queries.ts'
export { hasTeamMates, isMemberAddress, listBusinessOwnerAddresses, listTeamAddresses } from './views.ts'
export { checkGivable, checkMayChangeTeam, type TeamCaller } from './check-givable.ts'
export { roleNow } from './role-now.ts'
export { openTeam, type TeamPlace } from './open-team.ts'
export type { TeamProblem } from './problems.ts'
export { TeamList as TeamListQuery } from './schema.ts'
