import { sql, type Db } from '#platform/db'
import type { PreparedUser } from './prepared-user.ts'

/** What a batch of rows refers to, as it is now. */
export interface Known {
  readonly providedIds: ReadonlySet<string>
  /** `kind:normalized`. */
  readonly identities: ReadonlySet<string>
  readonly organizations: ReadonlyMap<string, string>
  readonly roles: ReadonlyMap<string, string>
  readonly permissions: ReadonlyMap<string, string>
}

export async function readKnown(db: Db, environmentId: string, users: readonly PreparedUser[]): Promise<Known> {
  const joined = users.flatMap(({ organizations }) => organizations)
  const names = [...new Set(joined.map(({ id }) => id))]
  const roles = [...new Set(joined.flatMap((one) => one.roles ?? []))]
  const permissions = [...new Set(joined.flatMap((one) => one.permissions))]
  return {
    providedIds: await findProvidedIds(
      db,
      environmentId,
      users.flatMap((user) => user.providedId ?? []),
    ),
    identities: await findIdentities(db, environmentId, users),
    organizations: names.length === 0 ? new Map() : await findOrganizations(db, environmentId, names),
    roles: roles.length === 0 ? new Map() : await findByKey(db, 'roles', roles),
    permissions: permissions.length === 0 ? new Map() : await findByKey(db, 'permissions', permissions),
  }
}

async function findProvidedIds(db: Db, environmentId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ provided_id: string }>`
    select provided_id from users
    where environment_id = ${environmentId} and provided_id collate "C" = any(${[...ids]}::text[])`.execute(db)
  return new Set(rows.map((row) => row.provided_id))
}

async function findIdentities(
  db: Db,
  environmentId: string,
  users: readonly PreparedUser[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  const byKind = Map.groupBy(
    users.flatMap(({ identities }) => identities),
    ({ value }) => value.kind,
  )
  for (const [kind, identities] of byKind) {
    const { rows } = await sql<{ normalized: string }>`
      select normalized from identities where environment_id = ${environmentId} and kind = ${kind}
        and normalized = any(${identities.map(({ value }) => value.normalized)}::text[])`.execute(db)
    for (const { normalized } of rows) found.add(`${kind}:${normalized}`)
  }
  return found
}

/** Ids by external id and by code; an external id goes first. */
async function findOrganizations(
  db: Db,
  environmentId: string,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, code as name from organizations where environment_id = ${environmentId} and code = any(${[...names]}::text[])
    union all
    select id, external_id from organizations
    where environment_id = ${environmentId} and external_id = any(${[...names]}::text[])`.execute(db)
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
