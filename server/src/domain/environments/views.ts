import type { Services } from '#platform/context'
import { kindOf } from './queries.ts'

/** A business as people choose it, with the environments that they can open. */
export interface Estate {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly environments: readonly EstateEnvironment[]
}

export interface EstateEnvironment {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly isProduction: boolean
  readonly isLive: boolean
  readonly origin: string
}

/** Returns businesses in the order of their names, without the one that administers the installation. */
export async function listEstates(
  { database }: Pick<Services, 'database'>,
  { ids }: { readonly ids?: readonly string[] } = {},
): Promise<Estate[]> {
  if (ids?.length === 0) return []
  const rows = await database.system
    .selectFrom('environments')
    .innerJoin('businesses', 'businesses.id', 'environments.business_id')
    .innerJoin('hosts', (join) =>
      join.onRef('hosts.environment_id', '=', 'environments.id').on('hosts.is_primary', '=', true),
    )
    .select(['environments.id', 'environments.code', 'environments.name', 'environments.kind', 'environments.is_live'])
    .select(['hosts.origin', 'businesses.id as business_id', 'businesses.code as business_code'])
    .select('businesses.name as business_name')
    .where('environments.kind', '<>', 'control')
    .where('environments.deleted_at', 'is', null)
    .where('businesses.deleted_at', 'is', null)
    .$if(ids !== undefined, (query) => query.where('businesses.id', 'in', ids ?? []))
    .orderBy('businesses.name')
    .orderBy('businesses.id')
    .orderBy((eb) => eb('environments.kind', '=', 'production'), 'desc')
    .orderBy('environments.created_at')
    .orderBy('environments.code')
    .execute()
  return [...Map.groupBy(rows, (row) => row.business_id)].map(([id, all]) => ({
    id,
    code: all[0]?.business_code ?? '',
    name: all[0]?.business_name ?? '',
    environments: all.map((row) => ({
      id: row.id,
      code: row.code,
      name: row.name,
      isProduction: kindOf(row.kind) === 'production',
      isLive: row.is_live,
      origin: row.origin,
    })),
  }))
}
