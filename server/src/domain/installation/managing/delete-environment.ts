import { Conflict } from '#platform/errors'
import { markEnvironmentDeleted } from '#domain/environments'
import { type EnvironmentChangeContext, type EnvironmentTarget, changeEnvironment } from './change-environment.ts'
import { findManaged, noSuchEnvironment } from './find-managed.ts'
import { type ManagedEnvironment, readAddressing, countContents } from './views.ts'

/**
 * Deletes an environment for good (T2-7): no address answers for it from then on, its tokens are refused, and a job
 * removes its contents.
 *
 * @throws {NotFound} `ENVIRONMENT_NOT_FOUND`
 * @throws {Conflict} `PRODUCTION_ENVIRONMENT`, `ROOT_ENVIRONMENT`, `CONFIRMATION_REQUIRED`
 */
export async function deleteEnvironment(
  ctx: EnvironmentChangeContext,
  { code, author }: EnvironmentTarget,
  confirmation: string | undefined,
): Promise<void> {
  const target = await findManaged(ctx, code)
  await checkDeletable(ctx, target)
  if (confirmation !== code) throw await confirmationRequired(ctx, target)
  await changeEnvironment(ctx, { author, type: 'environment.deleted', code }, async (system) => {
    if (!(await markEnvironmentDeleted(system, target.id, ctx.clock()))) throw noSuchEnvironment()
  })
}

async function checkDeletable(
  { database, environment }: EnvironmentChangeContext,
  { kind, origin }: ManagedEnvironment,
) {
  if (kind !== 'development') {
    throw new Conflict('PRODUCTION_ENVIRONMENT', 'The production environment cannot be deleted.')
  }
  const { baseOrigin } = await readAddressing(database.system, environment.businessId)
  if (origin !== baseOrigin) return
  throw new Conflict(
    'ROOT_ENVIRONMENT',
    'This environment answers at the address of the installation; name another by GATEHOUSE_ROOT_ENVIRONMENT first.',
  )
}

async function confirmationRequired(
  { database, environment }: EnvironmentChangeContext,
  { id, code }: ManagedEnvironment,
) {
  const { users, organizations, applications } = await countContents(database.environment(id, environment.businessId))
  return new Conflict(
    'CONFIRMATION_REQUIRED',
    `This cannot be undone. Lost will be: users (${String(users)}), organizations (${String(organizations)}), ` +
      `applications (${String(applications)}), settings and keys. Send confirm=${code} to delete all of it.`,
  )
}
