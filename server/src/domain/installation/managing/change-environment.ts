import type { Context } from '#platform/context'
import { announceChange, enterEnvironment, type SystemDb } from '#platform/db'
import { Conflict, Forbidden } from '#platform/errors'
import { recordEvent, type Author } from '#platform/outbox'
import { markEnvironmentDeleted, writeEnvironment } from '#domain/environments'
import { checkReadyForLive } from '../go-live/checklist.ts'
import { checkProduction, readChecklist, type ChecklistContext } from '../go-live/read-checklist.ts'
import { findManaged, noSuchEnvironment } from './find-managed.ts'
import { countContents, readAddressing, type ManagedEnvironment } from './views.ts'

type ChangeContext = Pick<Context, 'database' | 'clock' | 'cache' | 'environment'>

interface Target {
  readonly code: string
  readonly author: Author
}

interface Wish {
  readonly name?: string | undefined
  readonly isLive?: boolean | undefined
  readonly code?: string | undefined
}

/**
 * Renames an environment, or marks production as live or not. Code and address stay (T2-6). Being live changes nothing
 * (T2-9), but it needs every required item of the checklist.
 *
 * @throws {NotFound} `ENVIRONMENT_NOT_FOUND`
 * @throws {Forbidden} `PRODUCTION_ONLY`
 * @throws {InvalidInput} `NOT_PRODUCTION`
 * @throws {Conflict} `ENVIRONMENT_CODE_FIXED`, `NOT_READY_FOR_LIVE`
 */
export async function updateEnvironment(
  ctx: ChangeContext & ChecklistContext,
  { code, author }: Target,
  { code: wish, ...change }: Wish,
): Promise<void> {
  const target = await findManaged(ctx, code)
  checkReach(ctx, target)
  if (wish !== undefined && wish !== code) {
    throw new Conflict(
      'ENVIRONMENT_CODE_FIXED',
      'The code cannot be changed: applications and tokens know the environment by its address. Add another environment.',
    )
  }
  if (change.isLive !== undefined) checkProduction(target.kind)
  if (change.isLive === true && !target.isLive) checkReadyForLive(await readChecklist(ctx, target))
  await inTransaction(ctx, { author, type: 'environment.updated', code, ...change }, (system) =>
    writeEnvironment(system, target.id, change),
  )
}

/**
 * Deletes an environment for good (T2-7): no address answers for it from then on, its tokens are refused, and a job
 * removes its contents.
 *
 * @throws {NotFound} `ENVIRONMENT_NOT_FOUND`
 * @throws {Conflict} `PRODUCTION_ENVIRONMENT`, `ROOT_ENVIRONMENT`, `CONFIRMATION_REQUIRED`
 */
export async function deleteEnvironment(
  ctx: ChangeContext,
  { code, author }: Target,
  confirmation: string | undefined,
): Promise<void> {
  const target = await findManaged(ctx, code)
  await checkDeletable(ctx, target)
  if (confirmation !== code) throw await confirmationRequired(ctx, target)
  await inTransaction(ctx, { author, type: 'environment.deleted', code }, async (system) => {
    if (!(await markEnvironmentDeleted(system, target.id, ctx.clock()))) throw noSuchEnvironment()
  })
}

// An experiment in another environment must not reach the people who use the product.
function checkReach({ environment }: ChangeContext, { id, kind }: ManagedEnvironment): void {
  if (kind !== 'production' || id === environment.id) return
  throw new Forbidden('PRODUCTION_ONLY', 'Only applications of the production environment change it.')
}

async function checkDeletable({ database, environment }: ChangeContext, { kind, origin }: ManagedEnvironment) {
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

async function confirmationRequired({ database, environment }: ChangeContext, { id, code }: ManagedEnvironment) {
  const { users, organizations, applications } = await countContents(
    database.environment(id, environment.businessId),
    id,
  )
  return new Conflict(
    'CONFIRMATION_REQUIRED',
    `This cannot be undone. Lost will be: users (${String(users)}), organizations (${String(organizations)}), ` +
      `applications (${String(applications)}), settings and keys. Send confirm=${code} to delete all of it.`,
  )
}

interface Change {
  readonly author: Author
  readonly type: 'environment.updated' | 'environment.deleted'
  readonly code: string
  readonly name?: string | undefined
  readonly isLive?: boolean | undefined
}

async function inTransaction(
  ctx: ChangeContext,
  { author, type, code, name, isLive }: Change,
  work: (system: SystemDb) => Promise<void>,
): Promise<void> {
  const { id } = ctx.environment
  await ctx.database.system.transaction().execute(async (system) => {
    await work(system)
    const db = await enterEnvironment(system, id)
    const payload = {
      code,
      ...(name === undefined ? {} : { name }),
      ...(isLive === undefined ? {} : { is_live: isLive }),
    }
    await recordEvent(db, id, { type, occurredAt: ctx.clock(), ...author, payload })
    await announceChange(system, 'host:')
  })
  ctx.cache.drop('host:')
}
