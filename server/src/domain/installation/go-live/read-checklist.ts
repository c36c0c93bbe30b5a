import type { Context } from '#platform/context'
import { InvalidInput } from '#platform/errors'
import { listLogoFiles } from '#domain/logos'
import { listAutomaticRoles } from '#domain/roles'
import { settingsFor } from '#domain/settings'
import { ownServerOf, findEnvironmentSettings, isSmsChosen, smsScopeOf } from '#domain/environments'
import { listManaged, type ManagedEnvironment } from '../managing/views.ts'
import { goLiveChecklist, type ChecklistItem } from './checklist.ts'

export type ChecklistContext = Pick<Context, 'database' | 'environment' | 'installationMail'>

/** How far production is, as it stands now. @throws {InvalidInput} `NOT_PRODUCTION` */
export async function readChecklist(
  { database, environment, installationMail }: ChecklistContext,
  { id, kind }: Pick<ManagedEnvironment, 'id' | 'kind'>,
): Promise<readonly ChecklistItem[]> {
  checkProduction(kind)
  const { businessId, businessSettings: business } = environment
  const db = database.environment(id, businessId)
  const all = await listManaged(database.system, businessId)
  const said = await findEnvironmentSettings(database.system, id)
  const roles = await listAutomaticRoles(db, businessId)
  return goLiveChecklist({
    isMailSent: installationMail !== undefined || ownServerOf(said) !== undefined,
    isSmsChosen:
      (await isSmsChosen(db, { use: 'sign_in', settings: said })) ||
      (await isSmsChosen(db, { use: 'factor', settings: said })),
    hasSmsProvider: smsScopeOf(said).hasProvider,
    hasDevelopment: all.some((one) => one.kind === 'development'),
    hasLogo: (await listLogoFiles(db, {})).length > 0,
    hasDefaultRole: roles.some(({ isDefault }) => isDefault),
    settings: settingsFor({ business, environment: said }).values,
  })
}

/** @throws {InvalidInput} `NOT_PRODUCTION` */
export function checkProduction(kind: ManagedEnvironment['kind']): void {
  if (kind !== 'production') throw new InvalidInput('NOT_PRODUCTION', 'Only the production environment can be live.')
}
