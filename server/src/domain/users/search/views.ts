import { sql, writtenLimit, type Db, type Placeholders } from '#platform/db'
import { readFound, type Expansion, type ListedUser } from '../listing/index.ts'

/** A property value or scope that users have or lack; an index can list the users who have it. */
export type SetFilter =
  | { readonly kind: 'property'; readonly key: string; readonly values: readonly string[] }
  | { readonly kind: 'scopes'; readonly keys: readonly string[] }

interface Row {
  readonly id: string
}

/** The length of values in their index. */
const SEARCHED_LENGTH = 200
/** A character greater than all others in UTF-8: no text with the same beginning sorts after it. */
const LAST = '\u{10FFFF}'

/**
 * Returns whether there is such a row, for one user after the other: an `exists` becomes a join that the planner may
 * begin at the other end, with the hundred thousands of holders, where a page needs ten.
 */
function any(rows: ReturnType<typeof sql>) {
  return sql<boolean>`coalesce((${rows} limit 1), false)`
}

function having(environmentId: string, filter: SetFilter, user: string) {
  const userId = sql.ref(user)
  if (filter.kind === 'property') {
    return any(sql`
      select true from user_properties v
      where v.environment_id = ${environmentId} and v.user_id = ${userId} and v.property_id = (${propertyOf(environmentId, filter.key)})
        and v.search_value = any(${searchedOf(filter.values)}::text[])`)
  }
  return any(sql`
    select true from memberships m where m.environment_id = ${environmentId} and m.user_id = ${userId} and (exists (
      select from membership_api_scopes g
      where g.environment_id = m.environment_id and g.organization_id = m.organization_id and g.user_id = m.user_id
        and g.scope_id = any(array(${scopesOf(environmentId, filter.keys)}))) or exists (
      select from membership_roles r
      where r.environment_id = m.environment_id and r.organization_id = m.organization_id and r.user_id = m.user_id
        and r.role_id = any(array(${rolesGiving(environmentId, filter.keys)}))))`)
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

function found(environmentId: string, prefix: string, user: string) {
  return any(sql`
    select true from user_search_words w2
    where w2.environment_id = ${environmentId} and w2.user_id = ${sql.ref(user)}
      and w2.word >= ${prefix} and w2.word < ${prefix + LAST}`)
}

/** Returns the holders, or undefined where there are more than `most`. */
export async function findCandidates(
  db: Db,
  { filter, most }: { readonly filter: SetFilter; readonly most: number },
): Promise<string[] | undefined> {
  const limit = most + 1
  const query =
    filter.kind === 'property'
      ? sql<Row>`
        select user_id as id from user_properties
        where environment_id = ${db.environmentId} and property_id = (${propertyOf(db.environmentId, filter.key)})
          and search_value = any(${searchedOf(filter.values)}::text[])
        order by search_value limit ${limit}`
      : sql<Row>`
        (select g.user_id as id from membership_api_scopes g
          join resource_server_scopes s on s.environment_id = g.environment_id and s.id = g.scope_id
            and s.resource_server_id = g.resource_server_id
          where s.environment_id = ${db.environmentId} and s.key = any(${filter.keys}::text[]) limit ${limit})
        union all
        (select user_id from membership_roles
          where environment_id = ${db.environmentId} and role_id = any(array(${rolesGiving(db.environmentId, filter.keys)}))
          limit ${limit})`
  const { rows } = await query.execute(db)
  return rows.length > most ? undefined : [...new Set(rows.map(({ id }) => id))]
}

interface IdSearch {
  readonly ids: readonly string[] | undefined
  readonly prefixes: readonly string[]
  readonly filters: readonly SetFilter[]
  readonly from: { readonly id: string; readonly direction: 'after' | 'before' } | undefined
  readonly limit: number
}

/** Returns a page in the order of ids. */
export async function findUserIds(db: Db, page: IdSearch): Promise<string[]> {
  const isBackward = page.from?.direction === 'before'
  const conditions = [
    sql`u.environment_id = ${db.environmentId}`,
    ...(page.ids ? [sql`u.id = any(${page.ids}::uuid[])`] : []),
    ...(page.from ? [sql`u.id ${sql.raw(isBackward ? '<' : '>')} ${page.from.id}`] : []),
    ...page.prefixes.map((prefix) => found(db.environmentId, prefix, 'u.id')),
    ...page.filters.map((filter) => having(db.environmentId, filter, 'u.id')),
  ]
  const { rows } = await sql<Row>`
    select u.id from users u where ${sql.join(conditions, sql` and `)}
    order by u.id ${sql.raw(isBackward ? 'desc' : 'asc')} limit ${page.limit}`.execute(db)
  return forward(rows, isBackward)
}

/** Returns the first word of a user with this beginning. */
export async function findFirstWord(db: Db, userId: string, prefix: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('user_search_words')
    .select('word')
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .where('word', '>=', prefix)
    .where('word', '<', prefix + LAST)
    .orderBy('word')
    .limit(1)
    .executeTakeFirst()
  return row?.word
}

interface WordSearch {
  readonly prefix: string
  readonly others: readonly string[]
  readonly filters: readonly SetFilter[]
  readonly from:
    { readonly id: string; readonly word: string | undefined; readonly direction: 'after' | 'before' } | undefined
  readonly limit: number
}

/** Returns a page in the order of the found words; a user stands at the first of theirs. */
export async function pageByWord(db: Db, page: WordSearch): Promise<string[]> {
  const { prefix, from } = page
  const isBackward = from?.direction === 'before'
  const order = sql.raw(isBackward ? 'desc' : 'asc')
  const conditions = [
    sql`w.environment_id = ${db.environmentId} and w.word >= ${prefix} and w.word < ${prefix + LAST}`,
    ...(from ? [sql`(w.word, w.user_id) ${sql.raw(isBackward ? '<' : '>')} (${from.word}, ${from.id})`] : []),
    sql`not ${any(sql`select true from user_search_words e
      where e.environment_id = w.environment_id and e.user_id = w.user_id and e.word >= ${prefix} and e.word < w.word`)}`,
    ...page.others.map((other) => found(db.environmentId, other, 'w.user_id')),
    ...page.filters.map((filter) => having(db.environmentId, filter, 'w.user_id')),
  ]
  const { rows } = await sql<Row>`
    select w.user_id as id from user_search_words w where ${sql.join(conditions, sql` and `)}
    order by w.word ${order}, w.user_id ${order} limit ${page.limit}`.execute(db)
  return forward(rows, isBackward)
}

const WORD_PAGE = { environment: 'uuid', prefix: 'text', last: 'text', limit: 'int' } as const

/**
 * Reads the same page where there are no other conditions, with a generic plan: planning it took longer than running
 * it.
 */
export async function readPageByWord(
  db: Db,
  { prefix, from, limit }: Omit<WordSearch, 'others' | 'filters'>,
  expand: Expansion,
): Promise<ListedUser[]> {
  const values = { prefix, last: prefix + LAST, limit }
  const order = 'found.word, found.id'
  if (!from) {
    const found = ($: Placeholders<typeof WORD_PAGE>) => wordPage($, { isBackward: false, limit, beyond: '' })
    return readFound(db, { parameters: WORD_PAGE, values, found, order }, expand)
  }
  const { word = null, id: userId } = from
  const isBackward = from.direction === 'before'
  const parameters = { ...WORD_PAGE, word: 'text', userId: 'uuid' } as const
  const found = ($: Placeholders<typeof parameters>) => {
    const beyond = `and (w.word, w.user_id) ${isBackward ? '<' : '>'} (${$.word}, ${$.userId})`
    return wordPage($, { isBackward, limit, beyond })
  }
  return readFound(db, { parameters, values: { ...values, word, userId }, found, order }, expand)
}

function wordPage(
  $: Placeholders<typeof WORD_PAGE>,
  { isBackward, limit, beyond }: { readonly isBackward: boolean; readonly limit: number; readonly beyond: string },
): string {
  const order = isBackward ? 'desc' : 'asc'
  return `
      select id, word from (
        select w.user_id as id, w.word from user_search_words w
        where w.environment_id = ${$.environment} and w.word >= ${$.prefix} and w.word < ${$.last} and not coalesce((
            select true from user_search_words e
            where e.environment_id = w.environment_id and e.user_id = w.user_id and e.word >= ${$.prefix} and e.word < w.word limit 1), false)
          ${beyond}
        order by w.word ${order}, w.user_id ${order} limit ${String(writtenLimit(limit))}) page
      limit ${$.limit}`
}

function forward(rows: readonly Row[], isBackward: boolean): string[] {
  const ids = rows.map(({ id }) => id)
  return isBackward ? ids.reverse() : ids
}

/** Returns the property values of these users, by their keys. */
export async function readProperties(db: Db, ids: readonly string[]): Promise<Map<string, Record<string, string>>> {
  const rows = await db
    .selectFrom('user_properties as v')
    .innerJoin('properties as p', (join) =>
      join.onRef('p.environment_id', '=', 'v.environment_id').onRef('p.id', '=', 'v.property_id'),
    )
    .select(['v.user_id as userId', 'p.key', 'v.value'])
    .where('v.environment_id', '=', db.environmentId)
    .where('v.user_id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('p.deleted_at', 'is', null)
    .orderBy('p.key')
    .execute()
  const grouped = Map.groupBy(rows, ({ userId }) => userId)
  return new Map(
    [...grouped].map(([id, values]) => [id, Object.fromEntries(values.map(({ key, value }) => [key, value]))]),
  )
}

export interface HeldScope {
  readonly userId: string
  readonly organizationCode: string
  readonly key: string
  readonly apiId: string
}

/** Returns the API scopes that these users have, directly or by a role, per organization. */
export async function readApiScopes(db: Db, ids: readonly string[]): Promise<HeldScope[]> {
  const { rows } = await sql<HeldScope>`
    with held as (
      select organization_id, user_id, scope_id, resource_server_id from membership_api_scopes
      where environment_id = ${db.environmentId}
        and (organization_id, user_id) in (
          select organization_id, user_id from memberships
          where environment_id = ${db.environmentId} and user_id = any(${ids}::uuid[]))
      union
      select r.organization_id, r.user_id, g.scope_id, g.resource_server_id
      from memberships m
      join membership_roles r on r.environment_id = m.environment_id and r.organization_id = m.organization_id
        and r.user_id = m.user_id
      join role_api_scopes g on g.environment_id = r.environment_id and g.role_id = r.role_id
      join roles on roles.business_id = g.business_id and roles.id = g.role_id and roles.deleted_at is null
      where m.environment_id = ${db.environmentId} and m.user_id = any(${ids}::uuid[]))
    select held.user_id as "userId", o.code as "organizationCode", s.key, held.resource_server_id as "apiId"
    from held
    join organizations o on o.environment_id = ${db.environmentId} and o.id = held.organization_id
    join resource_server_scopes s on s.environment_id = ${db.environmentId} and s.id = held.scope_id
      and s.resource_server_id = held.resource_server_id
    order by o.code, s.key`.execute(db)
  return rows
}
