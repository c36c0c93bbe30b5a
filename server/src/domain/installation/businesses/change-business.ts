import type { Context } from '#platform/context'
import { announceChange, enterEnvironment, type SystemDb } from '#platform/db'
import { Conflict, NotFound } from '#platform/errors'
import { recordEvent, type Author } from '#platform/outbox'
import { writeBusiness } from '../business/queries.ts'
import { countContents, readAddressing } from '../managing/views.ts'
import { checkAdministers } from './administers.ts'
import { findBusinessByCode, markBusinessDeleted, type ListedBusiness } from './queries.ts'

type ChangeContext = Pick<Context, 'database' | 'clock' | 'cache' | 'environment'>

interface Target {
  readonly code: string
  readonly author: Author
}

/**
 * Renames a business. Its host label stays: applications and tokens know its environments by their addresses (T1-3).
 *
 * @throws {Forbidden} `CONTROL_ENVIRONMENT_ONLY`
 * @throws {NotFound} `BUSINESS_NOT_FOUND`
 * @throws {Conflict} `HOST_LABEL_FIXED`
 */
export async function renameBusiness(
  ctx: ChangeContext,
  { code, author }: Target,
  { name, hostLabel }: { readonly name: string | undefined; readonly hostLabel: string | undefined },
): Promise<void> {
  const target = await findBusiness(ctx, code)
  if (hostLabel !== undefined && hostLabel !== target.hostLabel) {
    throw new Conflict(
      'HOST_LABEL_FIXED',
      'The host label cannot be changed: applications and tokens know the business by its addresses. Add another business.',
    )
  }
  if (name === undefined) return
  await inTransaction(ctx, { author, type: 'business.renamed', payload: { code, name } }, (system) =>
    writeBusiness(system, target.id, { name, settings: { said: {}, unsaid: [] } }),
  )
}

/**
 * Deletes a business for good (T1-7): its environments answer nowhere from then on, their tokens are nobody's, and a job
 * removes what it held. The one that administers the installation stays. Where the one at the address of the installation
 * was, nothing answers afterwards: addresses of the others are fixed.
 *
 * @throws {Forbidden} `CONTROL_ENVIRONMENT_ONLY`
 * @throws {NotFound} `BUSINESS_NOT_FOUND`
 * @throws {Conflict} `INSTALLATION_BUSINESS`, `CONFIRMATION_REQUIRED`
 */
export async function deleteBusiness(
  ctx: ChangeContext,
  { code, author }: Target,
  confirmation: string | undefined,
): Promise<void> {
  const target = await findBusiness(ctx, code)
  if (target.id === ctx.environment.businessId) throw administersInstallation()
  if (confirmation !== code) throw await confirmationRequired(ctx, target)
  await inTransaction(ctx, { author, type: 'business.deleted', payload: { code } }, async (system) => {
    if (!(await markBusinessDeleted(system, target.id, ctx.clock()))) throw noSuchBusiness()
  })
}

export async function findBusiness(
  ctx: Pick<Context, 'database' | 'environment'>,
  code: string,
): Promise<ListedBusiness> {
  checkAdministers(ctx)
  const found = await findBusinessByCode(ctx.database.system, code)
  if (!found) throw noSuchBusiness()
  return found
}

function noSuchBusiness(): NotFound {
  return new NotFound('BUSINESS_NOT_FOUND', 'There is no such business.')
}

function administersInstallation(): Conflict {
  return new Conflict('INSTALLATION_BUSINESS', 'This business administers the installation and cannot be deleted.')
}

async function confirmationRequired(
  { database, environment: { businessId } }: ChangeContext,
  { id, code, environments }: ListedBusiness,
) {
  const { baseOrigin } = await readAddressing(database.system, businessId)
  const isAtRoot = environments.some(({ origin }) => origin === baseOrigin)
  const vacancy = isAtRoot ? `Nothing will answer at ${baseOrigin} afterwards, not even another business. ` : ''
  const lost = { users: 0, organizations: 0, applications: 0 }
  for (const environment of environments) {
    const { users, organizations, applications } = await countContents(
      database.environment(environment.id, id),
      environment.id,
    )
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

interface Change {
  readonly author: Author
  readonly type: 'business.renamed' | 'business.deleted'
  readonly payload: Readonly<Record<string, string>>
}

/** Says so in the environment of who did it: what happened to a business outlives it. */
async function inTransaction(
  ctx: ChangeContext,
  { author, type, payload }: Change,
  work: (system: SystemDb) => Promise<void>,
): Promise<void> {
  const { id } = ctx.environment
  await ctx.database.system.transaction().execute(async (system) => {
    await work(system)
    const db = await enterEnvironment(system, id)
    await recordEvent(db, id, { type, occurredAt: ctx.clock(), ...author, payload })
    await announceChange(system, 'host:')
  })
  ctx.cache.drop('host:')
}
