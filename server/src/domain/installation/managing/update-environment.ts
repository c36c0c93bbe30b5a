import { Conflict, Forbidden } from '#platform/errors'
import { writeEnvironment } from '#domain/environments'
import { checkReadyForLive } from '../go-live/checklist.ts'
import { type ChecklistContext, checkProduction, readChecklist } from '../go-live/read-checklist.ts'
import { type EnvironmentChangeContext, type EnvironmentTarget, changeEnvironment } from './change-environment.ts'
import { findManaged } from './find-managed.ts'
import type { ManagedEnvironment } from './views.ts'

interface EnvironmentUpdate {
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
  ctx: EnvironmentChangeContext & ChecklistContext,
  { code, author }: EnvironmentTarget,
  { code: wish, ...change }: EnvironmentUpdate,
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
  await changeEnvironment(ctx, { author, type: 'environment.updated', code, ...change }, (system) =>
    writeEnvironment(system, target.id, change),
  )
}
// An experiment in another environment must not reach the people who use the product.
function checkReach({ environment }: EnvironmentChangeContext, { id, kind }: ManagedEnvironment): void {
  if (kind !== 'production' || id === environment.id) return
  throw new Forbidden('PRODUCTION_ONLY', 'Only applications of the production environment change it.')
}
