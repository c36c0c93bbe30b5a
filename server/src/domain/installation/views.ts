import type { EnvironmentScope } from '#platform/context'
import type { SystemDb } from '#platform/db'
import { kindOf } from '#domain/environments'

export interface EnvironmentAddress {
  readonly id: string
  readonly kind: EnvironmentScope['kind']
  readonly code: string
  readonly hostLabel: string
  /** Where it answers at this moment. */
  readonly origin: string | undefined
  /** Whether its business is the one that answers at the address of the installation. */
  readonly isRootBusiness: boolean
}

/** Every environment with what its built-in address is made of, oldest business first. */
export async function listEnvironmentAddresses(system: SystemDb): Promise<EnvironmentAddress[]> {
  const rows = await system
    .selectFrom('environments')
    .innerJoin('businesses', 'businesses.id', 'environments.business_id')
    .leftJoin('installation', 'installation.root_business_id', 'businesses.id')
    .leftJoin('hosts', (join) =>
      join.onRef('hosts.environment_id', '=', 'environments.id').on('hosts.is_primary', '=', true),
    )
    .select([
      'environments.id',
      'environments.kind',
      'environments.code',
      'businesses.host_label',
      'installation.root_business_id',
      'hosts.origin',
    ])
    .where('environments.deleted_at', 'is', null)
    .where('businesses.deleted_at', 'is', null)
    .orderBy('businesses.created_at')
    .orderBy('businesses.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: kindOf(row.kind),
    code: row.code,
    hostLabel: row.host_label,
    origin: row.origin ?? undefined,
    isRootBusiness: row.root_business_id !== null,
  }))
}
