import { sql, writtenLimit, type Db, type Placeholders } from '#platform/db'
import { readFound, type Expansion, type ListedUser } from '../listing/index.ts'
import { any, having, type SetFilter } from './filters-of-users.ts'

interface Row {
  readonly id: string
}

/** A character greater than all others in UTF-8: no text with the same beginning sorts after it. */
const LAST = '\u{10FFFF}'

function found(environmentId: string, prefix: string, user: string) {
  return any(sql`
    select true from user_search_words w2
    where w2.environment_id = ${environmentId} and w2.user_id = ${sql.ref(user)}
      and w2.word >= ${prefix} and w2.word < ${prefix + LAST}`)
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

/** The place of a user in the order of last sign-ins. */
export interface SignInPlace {
  readonly id: string
  readonly lastSignedInAt: Date | undefined
}

interface SignInSearch extends Pick<IdSearch, 'ids' | 'filters' | 'limit'> {
  readonly after: SignInPlace | undefined
}

/** Returns a page in the order of last sign-ins, the latest first; people who never signed in come last. */
export async function findIdsBySignIn(db: Db, page: SignInSearch): Promise<string[]> {
  const { after, ids, limit } = page
  const conditions = [
    sql`u.environment_id = ${db.environmentId}`,
    ...(ids ? [sql`u.id = any(${ids}::uuid[])`] : []),
    ...page.filters.map((filter) => having(db.environmentId, filter, 'u.id')),
  ]
  const read = async (condition: ReturnType<typeof sql>, most: number) => {
    const { rows } = await sql<Row>`
      select u.id from users u where ${sql.join([...conditions, condition], sql` and `)}
      order by u.last_signed_in_at desc, u.id desc limit ${most}`.execute(db)
    return rows.map(({ id }) => id)
  }
  // Two reads of one index: one read backwards would begin with the people who never signed in.
  const beyondTime = after?.lastSignedInAt
    ? sql`(u.last_signed_in_at, u.id) < (${after.lastSignedInAt}::timestamptz, ${after.id}::uuid)`
    : sql`u.last_signed_in_at is not null`
  const isPastSignIns = after !== undefined && after.lastSignedInAt === undefined
  const signedIn = isPastSignIns ? [] : await read(beyondTime, limit)
  if (signedIn.length === limit) return signedIn
  const never = sql`u.last_signed_in_at is null`
  const rest = isPastSignIns ? sql`${never} and u.id < ${after.id}::uuid` : never
  return [...signedIn, ...(await read(rest, limit - signedIn.length))]
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
