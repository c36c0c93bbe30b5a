import { Forbidden } from '#platform/errors'
import type { Call } from '#platform/http'

const RECENT_SECONDS = 600

/**
 * Operations for which a session that lies open is not enough (ATO-37): secrets and keys, the team, exports, passwords
 * of people, and deletions that take everything along. So are operations that answer with the secret of a client of the Management API. A new
 * application has no scopes there, so creating one is not among them.
 */
export const SENSITIVE: ReadonlySet<string> = new Set([
  'getApplicationSecrets',
  'rotateApplicationSecret',
  'deletePreviousApplicationSecret',
  'replaceApplicationKeys',
  'rotateSigningKey',
  'revokeSigningKey',
  'createEnvironment',
  'createBusiness',
  'createManagementClient',
  'updateTeamMember',
  'removeTeamMember',
  'createTeamInvitation',
  'resendTeamInvitation',
  'revokeTeamInvitation',
  'SetUserPassword',
  'createTemporaryPassword',
  'exportUsers',
  'exportOrganizations',
  'deleteApplication',
  'deleteEnvironment',
  'deleteBusiness',
])

/** @throws {Forbidden} `RECENT_SIGN_IN_REQUIRED` */
export function checkRecentSignIn({ endpoint, actor }: Call, now: Date): void {
  if (!SENSITIVE.has(endpoint.operationId)) return
  const { authenticatedAt } = actor
  // A sign-in in the future was written before the clock was set back (REL-09).
  const age = authenticatedAt === undefined ? Infinity : Math.abs(now.getTime() - authenticatedAt.getTime()) / 1_000
  if (age <= RECENT_SECONDS) return
  const message = 'Sign in again at /console/sign-in?reauthenticate=true: the last sign-in is too long ago for this.'
  throw new Forbidden('RECENT_SIGN_IN_REQUIRED', message)
}
