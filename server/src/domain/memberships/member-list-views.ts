import { sql, type Db } from '#platform/db'
import type { MembersKey } from './queries.ts'

/** Members who have any of these roles, or this permission directly. */
export interface Criterion {
  readonly roleIds: readonly string[]
  readonly permissionId: string | undefined
}

export interface ListedMember {
  readonly userId: string
  /** The name or address by which the list is sorted. */
  readonly place: string
  readonly email: string | null
  readonly givenName: string | null
  readonly familyName: string | null
  readonly picture: string | null
  readonly isSuspended: boolean
  readonly joinedAt: Date
  readonly lastSignedInAt: Date | null
  readonly roles: readonly string[]
}

export interface MemberPage {
  readonly by: 'name' | 'email'
  readonly order: 'asc' | 'desc'
  readonly after: { readonly place: string; readonly userId: string } | undefined
  readonly limit: number
}

export interface MemberFilter {
  /** A member has to match all of them. */
  readonly criteria: readonly Criterion[]
  /** The criterion with so few matches that these are looked up first; undefined where the list is walked. */
  readonly leading: Criterion | undefined
  /** Beginnings of words by which a member is found; all must match. */
  readonly prefixes?: readonly string[]
  /** The only users who can match, where they are few; undefined where any member can. */
  readonly userIds?: readonly string[] | undefined
}

/** A character greater than all others in UTF-8: no word with the same beginning sorts after it. */
const LAST = '\u{10FFFF}'

/** Returns the users of the environment with a word of this beginning, or undefined where there are more than `most`. */
export async function findUsersByWord(
  db: Db,
  { prefix, most }: { readonly prefix: string; readonly most: number },
): Promise<readonly string[] | undefined> {
  const rows = await db
    .selectFrom('user_search_words')
    .select('user_id')
    .where('environment_id', '=', db.environmentId)
    .where('word', '>=', prefix)
    .where('word', '<', prefix + LAST)
    .orderBy('word')
    .limit(most + 1)
    .execute()
  return rows.length > most ? undefined : [...new Set(rows.map((row) => row.user_id))]
}

/** Looked up for one member after the other: an `exists` becomes a join that may begin with all users of the word. */
function hasWord({ environmentId }: Db, prefix: string) {
  return sql`coalesce((select true from user_search_words w
    where w.environment_id = ${environmentId} and w.user_id = m.user_id and w.word >= ${prefix}
      and w.word < ${prefix + LAST} limit 1), false)`
}

interface Holding extends Criterion {
  /** Narrows the holders to one member. */
  readonly whose?: ReturnType<typeof sql.raw>
}

/** Returns the ids of the matching members. */
function holders(db: Db, { organizationId }: MembersKey, { roleIds, permissionId, whose = sql`true` }: Holding) {
  const here = sql`h.environment_id = ${db.environmentId} and h.organization_id = ${organizationId} and ${whose}`
  const byRole = sql`select h.user_id from membership_roles h where ${here} and h.role_id = any(${[...roleIds]}::uuid[])`
  if (permissionId === undefined) return byRole
  return sql`${byRole} union all
    select h.user_id from membership_permissions h where ${here} and h.permission_id = ${permissionId}`
}

/** Counts the members that match, up to `most`. */
export async function countMatching(
  db: Db,
  key: MembersKey,
  { criterion, most }: { readonly criterion: Criterion; readonly most: number },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (${holders(db, key, criterion)} limit ${most}) found`.execute(db)
  return rows[0]?.count ?? 0
}

/**
 * Returns a page of the members of an organization. The details of a member are read after the page is known, each row
 * by its key (a subquery, `offset 0`), so that a page costs the same whether the organization has ten members or a
 * million.
 */
export async function listMembers(
  db: Db,
  key: MembersKey,
  { filter, page }: { readonly filter: MemberFilter; readonly page: MemberPage },
): Promise<readonly ListedMember[]> {
  const { organizationId } = key
  const { criteria, leading, prefixes = [], userIds } = filter
  const place = sql.ref(page.by === 'name' ? 'm.sort_name' : 'm.sort_email')
  const order = sql.raw(page.order)
  const beyond = sql.raw(page.order === 'asc' ? '>' : '<')
  const candidates = leading
    ? sql`(select distinct user_id from (${holders(db, key, leading)}) found) held join memberships m on m.user_id = held.user_id`
    : sql`memberships m`
  const conditions = [
    ...criteria
      .filter((one) => one !== leading)
      .map((one) => sql`exists (${holders(db, key, { ...one, whose: sql`h.user_id = m.user_id` })})`),
    ...prefixes.map((prefix) => hasWord(db, prefix)),
    ...(userIds ? [sql`m.user_id = any(${[...userIds]}::uuid[])`] : []),
    ...(page.after ? [sql`(${place}, m.user_id) ${beyond} (${page.after.place}, ${page.after.userId}::uuid)`] : []),
    sql`true`,
  ]
  const { rows } = await sql<ListedMember>`
    select m.user_id as "userId", m.place, e.value as email, u.given_name as "givenName",
      u.family_name as "familyName", u.picture, u.is_suspended as "isSuspended", m.created_at as "joinedAt",
      m.last_signed_in_at as "lastSignedInAt", array(
        select r.key from membership_roles h
        join roles r on r.business_id = h.business_id and r.id = h.role_id and r.deleted_at is null
        where h.environment_id = ${db.environmentId} and h.organization_id = ${organizationId} and h.user_id = m.user_id
        order by r.key) as roles
    from (
      select m.user_id, ${place} as place, m.created_at, m.last_signed_in_at
      from ${candidates}
      where m.environment_id = ${db.environmentId} and m.organization_id = ${organizationId}
        and ${sql.join(conditions, sql` and `)}
      order by ${place} ${order}, m.user_id ${order} limit ${page.limit}) m
    join lateral (select * from users where environment_id = ${db.environmentId} and id = m.user_id offset 0) u on true
    left join identities e
      on e.environment_id = ${db.environmentId} and e.user_id = m.user_id and e.kind = 'email' and e.is_primary
    order by m.place ${order}, m.user_id ${order}`.execute(db)
  return rows
}
