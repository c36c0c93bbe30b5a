import type { SystemDb } from '#platform/db'
import { kindOf, markEnvironmentsDeleted } from '#domain/environments'

export interface ListedBusiness {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly hostLabel: string
  readonly createdAt: Date
  readonly environments: readonly ListedEnvironment[]
}

interface ListedEnvironment {
  readonly id: string
  readonly code: string
  readonly kind: 'production' | 'development' | 'control'
  readonly origin: string | undefined
}

interface BusinessSelection {
  readonly code?: string
  readonly after?: string | undefined
  readonly limit: number
}

/** In the order in which they were made, each with its environments. */
export async function listBusinesses(
  system: SystemDb,
  { code, after, limit }: BusinessSelection,
): Promise<ListedBusiness[]> {
  let query = system
    .selectFrom('businesses')
    .select(['id', 'code', 'name', 'host_label', 'created_at'])
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(limit)
  if (code !== undefined) query = query.where('code', '=', code)
  if (after !== undefined) query = query.where('id', '>', after)
  const rows = await query.execute()
  const ids = rows.map(({ id }) => id)
  const environments = await listEnvironmentsOf(system, ids)
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    hostLabel: row.host_label,
    createdAt: row.created_at,
    environments: environments.get(row.id) ?? [],
  }))
}

async function listEnvironmentsOf(system: SystemDb, businessIds: readonly string[]) {
  if (businessIds.length === 0) return new Map<string, ListedEnvironment[]>()
  const rows = await system
    .selectFrom('environments')
    .leftJoin('hosts', (join) =>
      join.onRef('hosts.environment_id', '=', 'environments.id').on('hosts.is_primary', '=', true),
    )
    .select(['environments.id', 'environments.business_id', 'environments.code', 'environments.kind', 'hosts.origin'])
    .where('environments.business_id', 'in', businessIds)
    .where('environments.deleted_at', 'is', null)
    .orderBy('environments.code')
    .execute()
  const of = Map.groupBy(rows, (row) => row.business_id)
  return new Map(
    [...of].map(([businessId, all]) => [
      businessId,
      all.map(({ id, code, kind, origin }) => ({ id, code, kind: kindOf(kind), origin: origin ?? undefined })),
    ]),
  )
}

export async function findBusinessByCode(system: SystemDb, code: string): Promise<ListedBusiness | undefined> {
  const [found] = await listBusinesses(system, { code, limit: 1 })
  return found
}

/** Its environments answer nowhere from now on; a job removes what they hold. False: somebody else was faster. */
export async function markBusinessDeleted(system: SystemDb, id: string, now: Date): Promise<boolean> {
  const marked = await system
    .updateTable('businesses')
    .set({ deleted_at: now })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (marked.numUpdatedRows === 0n) return false
  await markEnvironmentsDeleted(system, id, now)
  await system.updateTable('installation').set({ root_business_id: null }).where('root_business_id', '=', id).execute()
  return true
}
