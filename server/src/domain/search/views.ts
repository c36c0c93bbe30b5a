import { sql, type Db } from '#platform/db'

/** The kinds that one statement finds by a part of name or key. */
export const DEFINED_KINDS = [
  'application',
  'role',
  'permission',
  'feature_flag',
  'api',
  'property',
  'environment_variable',
] as const
export type DefinedKind = (typeof DEFINED_KINDS)[number]

interface DefinedHit {
  readonly kind: DefinedKind
  readonly id: string
  readonly name: string
  /** The key by which code names it; of an application its type. */
  readonly detail: string
}

/** Each kind by a query for `id`, `name` and `detail`. The name is compared, and the detail as well. */
const SOURCES: Readonly<Record<DefinedKind, (place: { environmentId: string; businessId: string }) => Sql>> = {
  application: ({ environmentId }) => sql`select id, name, type as detail from applications
    where environment_id = ${environmentId} and built_in is null`,
  role: ({ businessId }) => sql`select id, name, key as detail from roles
    where business_id = ${businessId} and deleted_at is null`,
  permission: ({ businessId }) => sql`select id, name, key as detail from permissions
    where business_id = ${businessId} and deleted_at is null`,
  feature_flag: ({ businessId }) => sql`select id, name, key as detail from feature_flags
    where business_id = ${businessId} and deleted_at is null`,
  api: ({ environmentId }) => sql`select id, name, audience as detail from resource_servers
    where environment_id = ${environmentId}`,
  property: ({ environmentId }) => sql`select id, name, key as detail from properties
    where environment_id = ${environmentId} and deleted_at is null and not is_built_in`,
  environment_variable: ({ environmentId }) => sql`select id, key as name, '' as detail from environment_variables
    where environment_id = ${environmentId}`,
}

type Sql = ReturnType<typeof sql>

interface Asked {
  readonly kinds: readonly DefinedKind[]
  readonly businessId: string
  readonly text: string
  /** The most hits of each kind. */
  readonly limit: number
}

/** Returns things whose name, key or id contains a text, those that begin with it first. */
export async function findDefined(db: Db, { kinds, businessId, text, limit }: Asked): Promise<readonly DefinedHit[]> {
  if (kinds.length === 0) return []
  const place = { environmentId: db.environmentId, businessId }
  const wanted = text.toLowerCase()
  // On the wire an id has a prefix, dashes, or neither.
  const digits = wanted.replace(/^[a-z_]+_/, '').replaceAll('-', '')
  const isFound = sql`(strpos(lower(name), ${wanted}) > 0 or strpos(lower(detail), ${wanted}) > 0
    or replace(id::text, '-', '') = ${digits})`
  const order = sql`strpos(lower(name), ${wanted}) <> 1, name collate "C", id`
  const branches = kinds.map(
    (kind) => sql`(select ${kind}::text as kind, id, name, detail from (${SOURCES[kind](place)}) one
      where ${isFound} order by ${order} limit ${limit})`,
  )
  const { rows } = await sql<DefinedHit>`
    select kind, id, name, detail from (${sql.join(branches, sql` union all `)}) found
    order by ${order}`.execute(db)
  return rows
}
