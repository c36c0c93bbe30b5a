import { type Application, requiredRoles } from '#domain/applications'
import {
  type EnterableOrganization,
  findOrganizationOfSession,
  findEnterableOrganization,
  listEnterableOrganizations,
} from '#domain/organizations'
import type { Context } from '#platform/context'
import type { Authentication } from './store-grant.ts'

interface DeviceEntry extends Pick<Authentication, 'userId' | 'sessionId'> {
  readonly application: Application
}

/**
 * Returns the organization that a device is let in to: the one that the browser is signed in to, or else the one that
 * the user entered last. Where access is controlled, only organizations count in which one of the user's roles may
 * enter.
 */
export async function organizationOfDevice(
  { db }: Pick<Context, 'db'>,
  { userId, sessionId, application }: DeviceEntry,
): Promise<EnterableOrganization | undefined> {
  const whose = { userId, roleIds: requiredRoles(application) }
  const id = await findOrganizationOfSession(db, sessionId)
  const present = id === undefined ? undefined : await findEnterableOrganization(db, { ...whose, id })
  if (present) return present
  const [latest] = await listEnterableOrganizations(db, { ...whose, limit: 1 })
  return latest
}

/**
 * Whether the application is closed to a device of this user: access is controlled, and no organization was found for
 * it.
 */
export function isClosedTo(application: Application, organization: EnterableOrganization | undefined): boolean {
  return requiredRoles(application) !== undefined && organization === undefined
}
