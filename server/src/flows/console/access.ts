import type { Context, EnvironmentScope } from '#platform/context'
import { NotFound } from '#platform/errors'
import type { Call } from '#platform/http'
import { userIdFromSubject } from '#platform/ids'
import type { Administrator } from '#domain/administrators'
import { INSTALLATION_SCOPES } from '#domain/applications'
import { listEstates, type Estate } from '#domain/environments'
import { findMemberships, findTeamRole, scopesOf, type TeamRole } from '#domain/team'

/** The environment of administrators, as it is read. */
type Control = Pick<Context, 'database' | 'db' | 'environment'>

const OF_THE_INSTALLATION: ReadonlySet<string> = new Set(INSTALLATION_SCOPES)
const OF_A_BUSINESS_OWNER: ReadonlySet<string> = new Set(['delete:businesses'])

/**
 * Returns what a person may do in an environment; undefined where they have no part in it. In the environment of
 * administrators people manage businesses and nothing else: its users are administrators, and its other operations would
 * hand out their passwords and sessions.
 */
export async function scopesIn(
  control: Control,
  environment: Pick<EnvironmentScope, 'kind' | 'businessId'>,
  { userId, installationRole }: Administrator,
): Promise<ReadonlySet<string> | undefined> {
  const isOwner = installationRole === 'owner'
  const { db } = control
  if (environment.kind === 'control') {
    if (isOwner) return OF_THE_INSTALLATION
    const memberships = await findMemberships(db, userId)
    return memberships.some(({ role }) => role === 'owner') ? OF_A_BUSINESS_OWNER : undefined
  }
  if (isOwner) return scopesOf('owner')
  const role = await findTeamRole(db, { businessId: environment.businessId, userId })
  return role && scopesOf(role)
}

export interface EstateAccess {
  readonly estate: Estate
  readonly role: TeamRole
}

/** Returns the businesses that a person works on, with their role in each. */
export async function listParts(
  control: Control,
  { userId, installationRole }: Administrator,
): Promise<readonly EstateAccess[]> {
  if (installationRole === 'owner') {
    const all = await listEstates(control)
    return all.map((estate) => ({ estate, role: 'owner' }))
  }
  const memberships = await findMemberships(control.db, userId)
  const roles = new Map(memberships.map(({ businessId, role }) => [businessId, role]))
  const estates = await listEstates(control, { ids: [...roles.keys()] })
  return estates.map((estate) => ({ estate, role: roles.get(estate.id) ?? 'read_only' }))
}

/**
 * Keeps an owner of a business, who is none of the installation, to the businesses that are theirs (T6-5).
 *
 * @throws {NotFound} `BUSINESS_NOT_FOUND`
 */
export async function checkOwnBusiness(control: Control, { endpoint, actor, params }: Call): Promise<void> {
  if (endpoint.operationId !== 'deleteBusiness' || actor.scopes.has('create:businesses')) return
  const userId = userIdFromSubject(actor.id) ?? ''
  const memberships = await findMemberships(control.db, userId)
  const owned = memberships.flatMap(({ businessId, role }) => (role === 'owner' ? [businessId] : []))
  const estates = await listEstates(control, { ids: owned })
  if (estates.some(({ code }) => code === params['business_code'])) return
  throw new NotFound('BUSINESS_NOT_FOUND', 'No such business.')
}
