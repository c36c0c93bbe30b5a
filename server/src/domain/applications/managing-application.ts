import { Conflict, Forbidden } from '#platform/errors'
import { isConfidential, type Application } from './application.ts'

/** The scopes by which an application makes another one and gives it scopes. */
export const MANAGING_SCOPES = ['create:applications', 'update:apis', 'create:api_application_scopes'] as const

/** Returns whether an application can make others and give them scopes, so that its environment can be managed. */
export function isManaging({
  type,
  organizationCode,
  managementScopes,
}: Pick<Application, 'type' | 'organizationCode' | 'managementScopes'>): boolean {
  if (!isConfidential(type) || organizationCode !== undefined) return false
  return MANAGING_SCOPES.every((scope) => managementScopes.includes(scope))
}

/** Returns by which kinds of credentials an application can authenticate at this moment. */
export function credentialKindsOf({
  keys,
  secretDigests,
  settings,
}: Pick<Application, 'keys' | 'secretDigests' | 'settings'>): ReadonlySet<'key' | 'secret'> {
  const method = settings.values.clientAuthMethod
  const kinds = new Set<'key' | 'secret'>()
  if (keys.length > 0 && (method === null || method === 'private_key_jwt')) kinds.add('key')
  if (secretDigests.length > 0 && method !== 'private_key_jwt') kinds.add('secret')
  return kinds
}

/**
 * Requires that the actor holds every Management scope of an application. Otherwise one scope would be enough to get, or
 * to take away, what a stronger application may do (ATO-24).
 *
 * @throws {Forbidden} `INSUFFICIENT_SCOPE`
 */
export function checkHeld(
  { managementScopes }: Pick<Application, 'managementScopes'>,
  held: ReadonlySet<string>,
  action: string,
): void {
  const missing = managementScopes.find((scope) => !held.has(scope))
  if (missing === undefined) return
  throw new Forbidden('INSUFFICIENT_SCOPE', `The application holds ${missing} and your token does not: ${action}.`)
}

export function lastManaging(): Conflict {
  return new Conflict(
    'LAST_MANAGING_APPLICATION',
    'No other application of this environment can create applications and give them scopes, so nobody could manage the ' +
      'environment afterwards. Create another one with those scopes first.',
  )
}
