import type { Services } from '#platform/context'
import { sql, type Db, type SystemDb } from '#platform/db'
import { kindOf } from '#domain/environments'

export interface ManagedEnvironment {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly kind: 'production' | 'development' | 'control'
  readonly isLive: boolean
  /** Its built-in address. */
  readonly origin: string | undefined
  readonly createdAt: Date
}

export async function listManaged(system: SystemDb, businessId: string): Promise<ManagedEnvironment[]> {
  const rows = await system
    .selectFrom('environments')
    .leftJoin('hosts', (join) =>
      join.onRef('hosts.environment_id', '=', 'environments.id').on('hosts.is_primary', '=', true),
    )
    .select(['environments.id', 'environments.code', 'environments.name', 'environments.kind', 'environments.is_live'])
    .select(['environments.created_at', 'hosts.origin'])
    .where('environments.business_id', '=', businessId)
    .where('environments.deleted_at', 'is', null)
    .orderBy('environments.created_at')
    .orderBy('environments.code')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    kind: kindOf(row.kind),
    isLive: row.is_live,
    origin: row.origin ?? undefined,
    createdAt: row.created_at,
  }))
}

/** Returns the parts of the addresses of new environments. */
export async function readAddressing(
  system: SystemDb,
  businessId: string,
): Promise<{ readonly baseOrigin: string; readonly hostLabel: string; readonly businessName: string }> {
  const row = await system
    .selectFrom('businesses')
    .innerJoin('installation', (join) => join.onTrue())
    .select(['host_label', 'name', 'base_origin'])
    .where('businesses.id', '=', businessId)
    .executeTakeFirstOrThrow()
  return { baseOrigin: row.base_origin ?? '', hostLabel: row.host_label, businessName: row.name }
}

export interface EnvironmentContents {
  readonly users: number
  readonly organizations: number
  readonly applications: number
}

/**
 * Counts the contents as a member of the environment, since row-level security binds. Counts stop at a bound: a person
 * reads them.
 */
export async function countContents(db: Db): Promise<EnvironmentContents> {
  const counted = sql<EnvironmentContents>`select
    (select count(*)::int from (select from users where environment_id = ${db.environmentId} limit 10000) x) as users,
    (select count(*)::int from (select from organizations where environment_id = ${db.environmentId} limit 10000) x)
      as organizations,
    (select count(*)::int from (select from applications
      where environment_id = ${db.environmentId} and built_in is null limit 10000) x)
      as applications`
  const { rows } = await counted.execute(db)
  return rows[0] ?? { users: 0, organizations: 0, applications: 0 }
}

/** Counts the contents of environments of one business, by their ids. */
export async function countContentsOf(
  database: Services['database'],
  businessId: string,
  environments: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, EnvironmentContents>> {
  const counted = new Map<string, EnvironmentContents>()
  for (const { id } of environments) counted.set(id, await countContents(database.environment(id, businessId)))
  return counted
}
