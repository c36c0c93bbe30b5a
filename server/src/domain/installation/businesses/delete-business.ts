import { enterEnvironment } from '#platform/db'
import { Conflict } from '#platform/errors'
import { endTeam, lockTeam } from '#domain/team'
import { readAddressing, countContents } from '../managing/views.ts'
import { type BusinessChangeContext, type BusinessTarget, changeBusiness } from './change-business.ts'
import { findBusiness, noSuchBusiness } from './find-business.ts'
import { markBusinessDeleted, type ListedBusiness } from './queries.ts'

/**
 * Deletes a business for good (T1-7): its environments answer nowhere from then on, their tokens are nobody's, and a job
 * removes what it held. Its team and the invitations to it end at once. The one that administers the installation stays. Where the one at the address of the installation
 * was, nothing answers afterwards: addresses of the others are fixed.
 *
 * @throws {Forbidden} `CONTROL_ENVIRONMENT_ONLY`
 * @throws {NotFound} `BUSINESS_NOT_FOUND`
 * @throws {Conflict} `INSTALLATION_BUSINESS`, `CONFIRMATION_REQUIRED`
 */
export async function deleteBusiness(
  ctx: BusinessChangeContext,
  { code, author }: BusinessTarget,
  confirmation: string | undefined,
): Promise<void> {
  const target = await findBusiness(ctx, code)
  if (target.id === ctx.environment.businessId) throw administersInstallation()
  if (confirmation !== code) throw await confirmationRequired(ctx, target)
  await changeBusiness(ctx, { author, type: 'business.deleted', payload: { code } }, async (system) => {
    if (!(await markBusinessDeleted(system, target.id, ctx.clock()))) throw noSuchBusiness()
    const place = { db: await enterEnvironment(system, ctx.environment.id), businessId: target.id }
    await lockTeam(place)
    await endTeam(place)
  })
}

function administersInstallation(): Conflict {
  return new Conflict('INSTALLATION_BUSINESS', 'This business administers the installation and cannot be deleted.')
}

async function confirmationRequired(
  { database, environment: { businessId } }: BusinessChangeContext,
  { id, code, environments }: ListedBusiness,
) {
  const { baseOrigin } = await readAddressing(database.system, businessId)
  const isAtRoot = environments.some(({ origin }) => origin === baseOrigin)
  const vacancy = isAtRoot ? `Nothing will answer at ${baseOrigin} afterwards, not even another business. ` : ''
  const lost = { users: 0, organizations: 0, applications: 0 }
  for (const environment of environments) {
    const { users, organizations, applications } = await countContents(database.environment(environment.id, id))
    lost.users += users
    lost.organizations += organizations
    lost.applications += applications
  }
  const named = Object.entries({ environments: environments.length, ...lost })
  return new Conflict(
    'CONFIRMATION_REQUIRED',
    `This cannot be undone; export users and organizations first. Lost will be: ` +
      `${named.map(([name, count]) => `${name} (${String(count)})`).join(', ')}, roles, permissions, feature flags, ` +
      `settings and keys. ${vacancy}Send confirm=${code} to delete all of it.`,
  )
}
