/**
 * Grants: what a user allowed a client. Every code and token of a sign-in hangs on one; revoking it revokes them all,
 * at our own endpoints at once. Owns `grants`.
 */
export {
  insertGrant,
  removeGrantsOfMembers,
  revokeGrant,
  revokeGrantsOfMembers,
  revokeGrantsOfOrganization,
  revokeGrantsOfSession,
  revokeGrantsOfUser,
  revokeGrantsOutsideSession,
  type NewGrant,
  type RequestedClaims,
} from './queries.ts'
export { endGrant } from './end-grant.ts'
export { listGrants, type ListedGrant } from './views.ts'
export type { GrantProblem } from './problems.ts'
