import { Forbidden } from '#platform/errors'
import type { Call } from '#platform/http'

const RECENT_SECONDS = 600

/**
 * Operations for which a session that lies open is not enough (ATO-37): those that give a credential or a way in that
 * outlives the session, exports, and deletions that nothing brings back. Decision 0114 names the reason of each group.
 */
export const SENSITIVE: ReadonlySet<string> = new Set([
  ...['rotateApplicationSecret', 'deletePreviousApplicationSecret', 'replaceApplicationKeys'],
  ...['rotateSigningKey', 'revokeSigningKey'],
  ...['createEnvironment', 'createBusiness', 'createManagementClient'],
  ...['updateTeamMember', 'removeTeamMember'],
  ...['createTeamInvitation', 'resendTeamInvitation', 'revokeTeamInvitation'],
  ...['SetUserPassword', 'createTemporaryPassword', 'CreateUserIdentity', 'updateMailSettings'],
  ...[
    'updateAdministratorMfa',
    'ReplaceMFA',
    'updateEnvironmentMfa',
    'ReplaceOrganizationMFA',
    'updateOrganizationMfa',
  ],
  'addOrganizationMfaExemptRole',
  ...['ResetUsersMFA', 'ResetUsersMFAAll', 'ResetOrgUserMFA', 'ResetOrgUserMFAAll'],
  'updateSmsSettings',
  ...['UpdatePasskey', 'UpdateOrganizationPasskey', 'deleteUserPasskey'],
  ...['exportUsers', 'exportOrganizations'],
  ...['deleteUser', 'deleteOrganization', 'deleteApplication', 'deleteEnvironment', 'deleteBusiness'],
])

type Chosen = Pick<Call, 'params' | 'body'>

/** Operations that are sensitive for some requests only; the others are everyday work. */
export const SENSITIVE_FOR_SOME: ReadonlyMap<string, (call: Chosen, environmentId: string) => boolean> = new Map([
  ['addAPIApplicationScope', isOnManagementApi],
  ['updateAPIApplications', isOnManagementApi],
  ['updateApplicationSettings', changesAuthentication],
  ['updateOrganization', changesEnforcement],
])

/** The Management API goes by the id of its environment. */
function isOnManagementApi({ params }: Chosen, environmentId: string): boolean {
  return params['api_id'] === environmentId
}

const AUTHENTICATION = ['token_endpoint_auth_method', 'is_assertion_audience_strict']

function changesAuthentication({ body }: Chosen): boolean {
  return typeof body === 'object' && body !== null && AUTHENTICATION.some((name) => Object.hasOwn(body, name))
}

function changesEnforcement({ body }: Chosen): boolean {
  return typeof body === 'object' && body !== null && Object.hasOwn(body, 'is_enforce_mfa')
}

/** @throws {Forbidden} `RECENT_SIGN_IN_REQUIRED` */
export function checkRecentSignIn(call: Call, { environmentId, now }: { environmentId: string; now: Date }): void {
  const { operationId } = call.endpoint
  if (!SENSITIVE.has(operationId) && SENSITIVE_FOR_SOME.get(operationId)?.(call, environmentId) !== true) return
  const { authenticatedAt } = call.actor
  // A sign-in in the future was written before the clock was set back (REL-09).
  const age = authenticatedAt === undefined ? Infinity : Math.abs(now.getTime() - authenticatedAt.getTime()) / 1_000
  if (age <= RECENT_SECONDS) return
  const message = 'Sign in again at /console/sign-in?reauthenticate=true: the last sign-in is too long ago for this.'
  throw new Forbidden('RECENT_SIGN_IN_REQUIRED', message)
}
