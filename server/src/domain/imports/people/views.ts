import { rowOf, run, sql, statement, type Db } from '#platform/db'
import { idFromHex, subjectOf } from '#platform/ids'
import { holdFlags, type FeatureFlag } from '#domain/feature-flags'
import { findAwaited } from '#domain/identities'
import { holdProperties, type Property } from '#domain/properties'
import { holdScopesByName, type NamedScope } from '#domain/resource-servers'
import { findSpentIds } from '#domain/users'
import { awaitedKeyOf, type JoinedOrganization, type PreparedUser } from './prepared-user.ts'

/** The present state of everything that a batch of rows refers to. */
export interface DirectoryState {
  readonly providedIds: ReadonlySet<string>
  /** The product's own ids of deleted users. */
  readonly spentIds: ReadonlySet<string>
  /** `kind:normalized`, or `awaitedKeyOf`. */
  readonly identities: ReadonlySet<string>
  readonly organizations: ReadonlyMap<string, string>
  readonly roles: ReadonlyMap<string, string>
  readonly permissions: ReadonlyMap<string, string>
  readonly properties: ReadonlyMap<string, Property>
  readonly flags: ReadonlyMap<string, FeatureFlag>
  /** By `scopeNameOf`. */
  readonly scopes: ReadonlyMap<string, NamedScope>
}

export interface ImportEnvironment {
  readonly id: string
  readonly businessId: string
}

/** Returns the id of an organization that a row names. */
export function organizationIdOf({ ids }: JoinedOrganization, { organizations }: DirectoryState): string | undefined {
  return ids.flatMap((id) => organizations.get(id) ?? [])[0]
}

export async function readKnown(
  db: Db,
  { businessId }: ImportEnvironment,
  users: readonly PreparedUser[],
): Promise<DirectoryState> {
  const joined = users.flatMap(({ organizations }) => organizations)
  const names = [...new Set(joined.flatMap(({ ids }) => ids))]
  const roles = [...new Set(joined.flatMap((one) => one.roles ?? []))]
  const permissions = [...new Set(joined.flatMap((one) => one.permissions))]
  const ids = users.flatMap((user) => user.providedId ?? [])
  const spent = await findSpentIds(
    db,
    users.flatMap(({ ownIds }) => ownIds),
  )
  return {
    providedIds: await findProvidedIds(db, ids),
    spentIds: new Set(spent),
    identities: await findIdentities(db, users),
    organizations: names.length === 0 ? new Map() : await findOrganizations(db, names),
    roles: roles.length === 0 ? new Map() : await findByKey(db, 'roles', roles),
    permissions: permissions.length === 0 ? new Map() : await findByKey(db, 'permissions', permissions),
    properties: await findProperties(db, users),
    flags: await findFlags(db, businessId, users),
    scopes: await findScopes(db, joined),
  }
}

async function findProperties(db: Db, users: readonly PreparedUser[]): Promise<DirectoryState['properties']> {
  const keys = [...new Set(users.flatMap(({ properties }) => properties.map(({ key }) => key)))]
  if (keys.length === 0) return new Map()
  const found = await holdProperties(db, { context: 'usr', keys })
  return new Map(found.map((property) => [property.key, property]))
}

async function findFlags(db: Db, businessId: string, users: readonly PreparedUser[]): Promise<DirectoryState['flags']> {
  const keys = [...new Set(users.flatMap(({ featureFlags }) => featureFlags.map(({ key }) => key)))]
  if (keys.length === 0) return new Map()
  return new Map((await holdFlags(db, businessId, keys)).map((flag) => [flag.key, flag]))
}

async function findScopes(db: Db, joined: readonly JoinedOrganization[]): Promise<DirectoryState['scopes']> {
  const named = joined.flatMap(({ scopes }) => scopes)
  if (named.length === 0) return new Map()
  const audiences = [...new Set(named.map(({ audience }) => audience))]
  const keys = [...new Set(named.map(({ key }) => key))]
  const found = await holdScopesByName(db, { audiences, keys })
  return new Map(found.map((scope) => [scopeNameOf(scope), scope]))
}

export function scopeNameOf({ audience, key }: Pick<NamedScope, 'audience' | 'key'>): string {
  return JSON.stringify([audience, key])
}

// These statements look up each value alone and have a custom plan. For a list of values, without statistics of the
// table that this import fills, the plan reads the whole environment each time; so does a plan that was made while the
// table was empty.

const FIND_PROVIDED_IDS = statement({
  row: rowOf<{ provided_id: string }>(),
  plan: 'custom',
  parameters: { ids: 'text[]', environment: 'uuid' },
  sql: ($) => `
    select id as provided_id from unnest(${$.ids}::text[]) as ids (id) cross join lateral (
      select from users where environment_id = ${$.environment} and provided_id collate "C" = ids.id limit 1) as found`,
})

async function findProvidedIds(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await run(db, FIND_PROVIDED_IDS, { ids })
  const subjects = await findSubjects(db, ids)
  return new Set([...rows.map((row) => row.provided_id), ...subjects])
}

const FIND_SUBJECTS = statement({
  row: rowOf<{ id: string }>(),
  plan: 'custom',
  parameters: { ids: 'uuid[]', environment: 'uuid' },
  sql: ($) => `
    select id from unnest(${$.ids}::uuid[]) as ids (id) cross join lateral (
      select from users where environment_id = ${$.environment} and users.id = ids.id limit 1) as found`,
})

/** Lines of an export have the product's own id where the user has no other. */
async function findSubjects(db: Db, ids: readonly string[]): Promise<readonly string[]> {
  const own = ids.flatMap((id) => idFromHex(id, 'kp_') ?? [])
  if (own.length === 0) return []
  const rows = await run(db, FIND_SUBJECTS, { ids: own })
  return rows.map(({ id }) => subjectOf(id))
}

const FIND_USER_IDS = statement({
  row: rowOf<{ row: number; userId: string | null }>(),
  plan: 'custom',
  parameters: { environment: 'uuid', named: 'json' },
  sql: ($) => `
    select named.row, coalesce(
      (select id from users where environment_id = ${$.environment} and provided_id collate "C" = named."providedId" limit 1),
      (select id from users where environment_id = ${$.environment} and id = named.subject),
      (select user_id from identities where named."providedId" is null and environment_id = ${$.environment}
        and kind = named.kind and normalized = named.normalized limit 1),
      (select user_id from awaited_identities where named."providedId" is null and environment_id = ${$.environment}
        and kind = named.kind and connection_name = named."connectionName" and normalized = named.normalized)) as "userId"
    from json_to_recordset(${$.named}::json) as named(row integer, "providedId" text, subject uuid, kind text,
      normalized text, "connectionName" text)`,
})

/** Returns the ids of the users that rows refer to, by the number of the row, for those that exist. */
export async function findUserIds(db: Db, users: readonly PreparedUser[]): Promise<ReadonlyMap<number, string>> {
  const named = JSON.stringify(
    users.map(({ row, providedId, identities: [first], awaited: [waiting] }) => ({
      row,
      providedId: providedId ?? null,
      subject: providedId === undefined ? null : (idFromHex(providedId, 'kp_') ?? null),
      kind: first?.value.kind ?? waiting?.kind ?? null,
      normalized: first?.value.normalized ?? waiting?.normalized ?? null,
      connectionName: first ? null : (waiting?.connectionName ?? null),
    })),
  )
  const rows = await run(db, FIND_USER_IDS, { named })
  return new Map(rows.flatMap(({ row, userId }) => (userId === null ? [] : [[row, userId] as const])))
}

const FIND_IDENTITIES = statement({
  row: rowOf<{ normalized: string }>(),
  plan: 'custom',
  parameters: { values: 'text[]', environment: 'uuid', kind: 'text' },
  sql: ($) => `
      select value as normalized
      from unnest(${$.values}::text[]) as typed (value) cross join lateral (
        select from identities where environment_id = ${$.environment} and kind = ${$.kind}
          and normalized = typed.value limit 1) as found`,
})

async function findIdentities(db: Db, users: readonly PreparedUser[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  const byKind = Map.groupBy(
    users.flatMap(({ identities }) => identities),
    ({ value }) => value.kind,
  )
  for (const [kind, identities] of byKind) {
    const values = identities.map(({ value }) => value.normalized)
    const rows = await run(db, FIND_IDENTITIES, { values, kind })
    for (const { normalized } of rows) found.add(`${kind}:${normalized}`)
  }
  const awaited = users.flatMap((user) => user.awaited)
  for (const one of await findAwaited(db, awaited)) found.add(awaitedKeyOf(one))
  return found
}

/** Ids by external id and by code; an external id goes first. */
async function findOrganizations(db: Db, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, code as name from organizations where environment_id = ${db.environmentId} and code = any(${[...names]}::text[])
    union all
    select id, external_id from organizations
    where environment_id = ${db.environmentId} and external_id = any(${[...names]}::text[])`.execute(db)
  return new Map(rows.map(({ id, name }) => [name, id]))
}

async function findByKey(
  db: Db,
  table: 'roles' | 'permissions',
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; key: string }>`
    select id, key from ${sql.table(table)} where business_id = current_setting('gatehouse.business_id')::uuid
      and deleted_at is null and key = any(${[...keys]}::text[]) for key share`.execute(db)
  return new Map(rows.map(({ id, key }) => [key, id]))
}
