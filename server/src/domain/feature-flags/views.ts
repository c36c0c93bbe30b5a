import { sql, type Db } from '#platform/db'
import type { FlagInForce } from './feature-flag.ts'
import { typeOf } from './queries.ts'

/** Where a flag is looked at: in an environment, and further in as far as it is said. */
export interface FlagPlace {
  readonly businessId: string
  readonly environmentId: string
  readonly organizationId?: string | undefined
  readonly userId?: string | undefined
}

/**
 * Every flag of the business with its value at a place, by key: what the innermost level says, the default where none
 * says anything.
 */
export async function listFlagsInForce(db: Db, place: FlagPlace): Promise<readonly FlagInForce[]> {
  const { businessId, environmentId, organizationId = null, userId = null } = place
  const { rows } = await sql<FlagInForce>`
    select flag.id, flag.key, flag.name, flag.type,
      coalesce(u.value, o.value, e.value, flag.default_value) as value,
      case when u.value is not null then 'usr' when o.value is not null then 'org' when e.value is not null then 'env'
        else 'default' end as origin
    from feature_flags flag
    left join environment_feature_flags e on e.environment_id = ${environmentId} and e.flag_id = flag.id
    left join organization_feature_flags o on o.environment_id = ${environmentId}
      and o.organization_id = ${organizationId}::uuid and o.flag_id = flag.id
    left join user_feature_flags u on u.environment_id = ${environmentId}
      and u.user_id = ${userId}::uuid and u.flag_id = flag.id
    where flag.business_id = ${businessId} and flag.deleted_at is null
    order by flag.key`.execute(db)
  return rows.map((row) => ({ ...row, type: typeOf(row.type) }))
}
