import type { Context } from '#platform/context'
import { enterEnvironment } from '#platform/db'
import { Conflict } from '#platform/errors'
import { recordEvent, type Author } from '#platform/outbox'
import { hasManagingApplication, holdManagingApplications, MANAGEMENT_SCOPES } from '#domain/applications'
import { createManagementClient, type ManagementClient } from '../management-client.ts'
import { noSuchEnvironment } from '../managing/find-managed.ts'
import { checkAdministers } from './administers.ts'
import { findBusiness } from './find-business.ts'

interface Target {
  readonly businessCode: string
  readonly environmentCode: string
  readonly author: Author
}

/**
 * Makes a client of the Management API for an environment that has none which could make others: one that was added by an
 * earlier version, or production of a local start.
 *
 * @throws {Forbidden} `CONTROL_ENVIRONMENT_ONLY`
 * @throws {NotFound} `BUSINESS_NOT_FOUND`, `ENVIRONMENT_NOT_FOUND`
 * @throws {Conflict} `MANAGEMENT_CLIENT_EXISTS`, `INSTALLATION_BUSINESS`
 */
export async function makeManagementClient(
  ctx: Pick<Context, 'database' | 'clock' | 'environment'>,
  { businessCode, environmentCode, author }: Target,
): Promise<ManagementClient> {
  checkAdministers(ctx)
  const business = await findBusiness(ctx, businessCode)
  const target = business.environments.find(({ code }) => code === environmentCode)
  if (target?.origin === undefined) throw noSuchEnvironment()
  if (target.kind === 'control') throw administersInstallation()
  const { id: environmentId, origin } = target
  return ctx.database.system.transaction().execute(async (system) => {
    const db = await enterEnvironment(system, environmentId)
    await holdManagingApplications(db)
    if (await hasManagingApplication(db)) throw alreadyManaged()
    const made = await createManagementClient(
      { ...ctx, system },
      { environmentId, origin, scopes: MANAGEMENT_SCOPES, author },
    )
    const { id: actingId } = ctx.environment
    const acting = await enterEnvironment(system, actingId)
    const payload = { code: businessCode, environment: environmentCode, application: made.clientId }
    const type = 'business.management_client_created'
    await recordEvent(acting, { type, occurredAt: ctx.clock(), ...author, payload })
    return made
  })
}

function alreadyManaged(): Conflict {
  return new Conflict(
    'MANAGEMENT_CLIENT_EXISTS',
    'An application of this environment can create applications and give them scopes; use that one.',
  )
}

function administersInstallation(): Conflict {
  return new Conflict(
    'INSTALLATION_BUSINESS',
    'Users of this environment administer the installation; a client for it is made on the machine of the server only.',
  )
}
