import { sql, type Db } from '#platform/db'
import type { FeatureFlag, FlagInForce } from './feature-flag.ts'
import { levelOf, typeOf } from './queries.ts'

/** Where a flag is looked at: in an environment, and further in as far as it is said. */
export interface FlagPlace {
  readonly businessId: string
  readonly organizationId?: string | undefined
  readonly userId?: string | undefined
}

/**
 * Every flag of the business with its value at a place, by key: what the innermost level says, the default where none
 * says anything.
 */
export async function listFlagsInForce(db: Db, place: FlagPlace): Promise<readonly FlagInForce[]> {
  const { businessId, organizationId = null, userId = null } = place
  const { rows } = await sql<FlagInForce>`
    select flag.id, flag.key, flag.name, flag.type,
      coalesce(u.value, o.value, e.value, flag.default_value) as value,
      case when u.value is not null then 'usr' when o.value is not null then 'org' when e.value is not null then 'env'
        else 'default' end as origin
    from feature_flags flag
    left join environment_feature_flags e on e.environment_id = ${db.environmentId} and e.flag_id = flag.id
    left join organization_feature_flags o on o.environment_id = ${db.environmentId}
      and o.organization_id = ${organizationId}::uuid and o.flag_id = flag.id
    left join user_feature_flags u on u.environment_id = ${db.environmentId}
      and u.user_id = ${userId}::uuid and u.flag_id = flag.id
    where flag.business_id = ${businessId} and flag.deleted_at is null
    order by flag.key`.execute(db)
  return rows.map((row) => ({ ...row, type: typeOf(row.type) }))
}

/** A flag with what each level says for one user; `undefined` where a level says nothing. */
export interface FlagByLevel extends Omit<FeatureFlag, 'defaultValue'> {
  readonly value: unknown
  readonly origin: FlagInForce['origin']
  readonly values: Readonly<Partial<Record<FlagInForce['origin'], unknown>>>
}

interface LevelRow extends Omit<FlagByLevel, 'value' | 'origin' | 'values' | 'type' | 'overrideLevel'> {
  readonly type: string
  readonly overrideLevel: string
  readonly said: readonly (readonly [FlagInForce['origin'], unknown])[]
}

/** Returns every flag of the business with the values of all levels at a place, by key. */
export async function listFlagsByLevel(db: Db, place: FlagPlace): Promise<readonly FlagByLevel[]> {
  const { businessId, organizationId = null, userId = null } = place
  // A JSON null is a value, an SQL null the lack of one: only present rows become entries.
  const { rows } = await sql<LevelRow>`
    select flag.id, flag.key, flag.name, flag.description, flag.type, flag.override_level as "overrideLevel",
      jsonb_build_array(jsonb_build_array('default', flag.default_value))
        || case when e.value is null then '[]' else jsonb_build_array(jsonb_build_array('env', e.value)) end
        || case when o.value is null then '[]' else jsonb_build_array(jsonb_build_array('org', o.value)) end
        || case when u.value is null then '[]' else jsonb_build_array(jsonb_build_array('usr', u.value)) end as said
    from feature_flags flag
    left join environment_feature_flags e on e.environment_id = ${db.environmentId} and e.flag_id = flag.id
    left join organization_feature_flags o on o.environment_id = ${db.environmentId}
      and o.organization_id = ${organizationId}::uuid and o.flag_id = flag.id
    left join user_feature_flags u on u.environment_id = ${db.environmentId}
      and u.user_id = ${userId}::uuid and u.flag_id = flag.id
    where flag.business_id = ${businessId} and flag.deleted_at is null
    order by flag.key`.execute(db)
  return rows.map(({ said, type, overrideLevel, ...flag }) => {
    // Levels come from the outside in, and the innermost one holds.
    const [origin, value] = said.at(-1) ?? ['default', null]
    return {
      ...flag,
      type: typeOf(type),
      overrideLevel: levelOf(overrideLevel),
      value,
      origin,
      values: Object.fromEntries(said),
    }
  })
}

/** The value of a flag in one environment, and how many organizations and users in it override it. */
export interface FlagOverrides {
  readonly flagId: string
  /** In an array, so that a JSON null differs from no override. */
  readonly environment: readonly [unknown?]
  readonly organizations: number
  readonly users: number
}

/** More overrides than these are not counted one by one. */
export const OVERRIDES_COUNTED = 1_000

export async function countOverrides(db: Db, flagIds: readonly string[]): Promise<ReadonlyMap<string, FlagOverrides>> {
  const most = OVERRIDES_COUNTED + 1
  const { rows } = await sql<FlagOverrides>`
    select flag.id as "flagId",
      coalesce((select jsonb_build_array(e.value) from environment_feature_flags e
        where e.environment_id = ${db.environmentId} and e.flag_id = flag.id), '[]') as environment,
      (select count(*)::int from (select from organization_feature_flags o
        where o.environment_id = ${db.environmentId} and o.flag_id = flag.id limit ${most}) found) as organizations,
      (select count(*)::int from (select from user_feature_flags u
        where u.environment_id = ${db.environmentId} and u.flag_id = flag.id limit ${most}) found) as users
    from unnest(${[...flagIds]}::uuid[]) as flag (id)`.execute(db)
  return new Map(rows.map((row) => [row.flagId, row]))
}
