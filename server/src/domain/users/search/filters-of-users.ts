import { sql, type Db } from '#platform/db'

/** Something that users have or are. */
export type SetFilter =
  | { readonly kind: 'property'; readonly key: string; readonly values: readonly string[] }
  | { readonly kind: 'scopes'; readonly keys: readonly string[] }
  | { readonly kind: 'organization'; readonly organizationId: string }
  /** Without an organization: in any. */
  | { readonly kind: 'role'; readonly roleId: string; readonly organizationId: string | undefined }
  | { readonly kind: 'suspended'; readonly isSuspended: boolean }
  | { readonly kind: 'never signed in' }

type UserColumn = 'u.id' | 'w.user_id'

interface Row {
  readonly id: string
}

/** The length of values in their index. */
const SEARCHED_LENGTH = 200

/**
 * Returns whether there is such a row, for one user after the other: an `exists` becomes a join that the planner may
 * begin at the other end, with the hundred thousands of holders, where a page needs ten.
 */
export function any(rows: ReturnType<typeof sql>) {
  return sql<boolean>`coalesce((${rows} limit 1), false)`
}

/** Returns the condition that a user matches a filter. */
export function having(environmentId: string, filter: SetFilter, user: UserColumn) {
  const userId = sql.ref(user)
  switch (filter.kind) {
    case 'property':
      return any(sql`
      select true from user_properties v
      where v.environment_id = ${environmentId} and v.user_id = ${userId} and v.property_id = (${propertyOf(environmentId, filter.key)})
        and v.search_value = any(${searchedOf(filter.values)}::text[])`)
    case 'scopes':
      return havingScopes(environmentId, filter.keys, user)
    case 'organization':
      return any(sql`
      select true from memberships m
      where m.environment_id = ${environmentId} and m.organization_id = ${filter.organizationId} and m.user_id = ${userId}`)
    case 'role':
      return any(sql`
      select true from membership_roles r
      where r.environment_id = ${environmentId} and r.role_id = ${filter.roleId} and r.user_id = ${userId}
        and ${inside(filter.organizationId)}`)
    case 'suspended':
      return being(environmentId, user, sql`x.is_suspended = ${filter.isSuspended}`)
    case 'never signed in':
      return being(environmentId, user, sql`x.last_signed_in_at is null`)
  }
}

function havingScopes(environmentId: string, keys: readonly string[], user: UserColumn) {
  return any(sql`
    select true from memberships m where m.environment_id = ${environmentId} and m.user_id = ${sql.ref(user)} and (exists (
      select from membership_api_scopes g
      where g.environment_id = m.environment_id and g.organization_id = m.organization_id and g.user_id = m.user_id
        and g.scope_id = any(array(${scopesOf(environmentId, keys)}))) or exists (
      select from membership_roles r
      where r.environment_id = m.environment_id and r.organization_id = m.organization_id and r.user_id = m.user_id
        and r.role_id = any(array(${rolesGiving(environmentId, keys)}))))`)
}

function being(environmentId: string, user: UserColumn, condition: ReturnType<typeof sql>) {
  return any(sql`
    select true from users x where x.environment_id = ${environmentId} and x.id = ${sql.ref(user)} and ${condition}`)
}

function inside(organizationId: string | undefined) {
  return organizationId === undefined ? sql`true` : sql`r.organization_id = ${organizationId}`
}

function searchedOf(values: readonly string[]): string[] {
  return values.map((value) => value.slice(0, SEARCHED_LENGTH))
}

function propertyOf(environmentId: string, key: string) {
  return sql`select id from properties where environment_id = ${environmentId} and context = 'usr' and key = ${key}
    and deleted_at is null`
}

function scopesOf(environmentId: string, keys: readonly string[]) {
  return sql`select id from resource_server_scopes where environment_id = ${environmentId} and key = any(${keys}::text[])`
}

function rolesGiving(environmentId: string, keys: readonly string[]) {
  return sql`select g.role_id from role_api_scopes g join roles r on r.business_id = g.business_id and r.id = g.role_id
    where g.environment_id = ${environmentId} and r.deleted_at is null
      and g.scope_id = any(array(${scopesOf(environmentId, keys)}))`
}

/** Returns the users who match, or undefined where there are more than `most` or no index lists them. */
export async function findCandidates(
  db: Db,
  { filter, most }: { readonly filter: SetFilter; readonly most: number },
): Promise<string[] | undefined> {
  const query = candidatesOf(db.environmentId, filter, most + 1)
  if (query === undefined) return undefined
  const { rows } = await query.execute(db)
  return rows.length > most ? undefined : [...new Set(rows.map(({ id }) => id))]
}

function candidatesOf(environmentId: string, filter: SetFilter, limit: number) {
  switch (filter.kind) {
    case 'property':
      return sql<Row>`
        select user_id as id from user_properties
        where environment_id = ${environmentId} and property_id = (${propertyOf(environmentId, filter.key)})
          and search_value = any(${searchedOf(filter.values)}::text[])
        order by search_value limit ${limit}`
    case 'scopes':
      return candidatesByScopes(environmentId, filter.keys, limit)
    case 'organization':
      return sql<Row>`
        select user_id as id from memberships
        where environment_id = ${environmentId} and organization_id = ${filter.organizationId}
        order by user_id limit ${limit}`
    case 'role':
      return sql<Row>`
        select r.user_id as id from membership_roles r
        where r.environment_id = ${environmentId} and r.role_id = ${filter.roleId} and ${inside(filter.organizationId)}
        order by r.organization_id, r.user_id limit ${limit}`
    case 'suspended':
      if (!filter.isSuspended) return undefined
      return sql<Row>`
        select id from users where environment_id = ${environmentId} and is_suspended order by id limit ${limit}`
    case 'never signed in':
      return sql<Row>`
        select id from users where environment_id = ${environmentId} and last_signed_in_at is null
        order by last_signed_in_at, id limit ${limit}`
  }
}

function candidatesByScopes(environmentId: string, keys: readonly string[], limit: number) {
  return sql<Row>`
        (select g.user_id as id from membership_api_scopes g
          join resource_server_scopes s on s.environment_id = g.environment_id and s.id = g.scope_id
            and s.resource_server_id = g.resource_server_id
          where s.environment_id = ${environmentId} and s.key = any(${keys}::text[]) limit ${limit})
        union all
        (select user_id from membership_roles
          where environment_id = ${environmentId} and role_id = any(array(${rolesGiving(environmentId, keys)}))
          limit ${limit})`
}
