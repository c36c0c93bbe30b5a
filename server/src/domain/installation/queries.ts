import type { Services } from '#platform/context'
import type { SystemDb } from '#platform/db'

export interface Installation {
  readonly controlEnvironmentId: string
  readonly clockOffsetMs: number
}

export async function readInstallation(system: SystemDb): Promise<Installation | undefined> {
  const row = await system.selectFrom('installation').selectAll().executeTakeFirst()
  if (!row?.control_environment_id) return undefined
  return { controlEnvironmentId: row.control_environment_id, clockOffsetMs: Number(row.clock_offset_ms) }
}

/** Returns the business at the address of the installation; undefined after it was deleted. */
export async function findRootBusinessId({ database }: Pick<Services, 'database'>): Promise<string | undefined> {
  const row = await database.system.selectFrom('installation').select('root_business_id').executeTakeFirst()
  return row?.root_business_id ?? undefined
}

/** Returns the name of a business; undefined of one that was deleted. */
export async function findBusinessName(
  { database }: Pick<Services, 'database'>,
  id: string,
): Promise<string | undefined> {
  const row = await database.system
    .selectFrom('businesses')
    .select('name')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row?.name
}

export async function insertInstallation(
  system: SystemDb,
  {
    controlEnvironmentId,
    rootBusinessId,
    now,
  }: { readonly controlEnvironmentId: string; readonly rootBusinessId: string; readonly now: Date },
): Promise<void> {
  await system
    .insertInto('installation')
    .values({ control_environment_id: controlEnvironmentId, root_business_id: rootBusinessId, created_at: now })
    .execute()
}

export async function insertBusiness(
  system: SystemDb,
  business: { id: string; code: string; name: string; hostLabel: string; createdAt: Date },
): Promise<void> {
  await system
    .insertInto('businesses')
    .values({
      id: business.id,
      code: business.code,
      name: business.name,
      host_label: business.hostLabel,
      created_at: business.createdAt,
    })
    .execute()
}

export async function writeBaseOrigin(system: SystemDb, origin: string): Promise<void> {
  await system.updateTable('installation').set({ base_origin: origin }).execute()
}
