import {
  CollectedParameters,
  rowOf,
  run,
  sql,
  statement,
  writtenLimit,
  type Arguments,
  type Db,
  type ParameterTypes,
  type Placeholders,
} from '#platform/db'
import { listAwaitedIdentitiesOf, type HeldAwaitedIdentity } from '#domain/identities'

/** The parts of a user besides the profile that a request can ask for. */
export interface Expansion {
  readonly organizations: boolean
  readonly identities: boolean
}

export interface ListedUser {
  readonly id: string
  readonly givenName: string | null
  readonly familyName: string | null
  readonly picture: string | null
  readonly providedId: string | null
  readonly isSuspended: boolean
  readonly isPasswordResetRequested: boolean
  readonly totalSignIns: number
  readonly failedSignIns: number
  readonly lastSignedInAt: Date | null
  readonly createdAt: Date
  readonly email: string | null
  readonly phone: string | null
  readonly username: string | null
  readonly organizations: readonly ListedOrganization[] | undefined
  readonly identities: readonly ListedIdentity[] | undefined
}

interface ListedOrganization {
  readonly code: string
  readonly name: string
  readonly lastSignedInAt: Date | null
}

interface ListedIdentity {
  readonly kind: string
  readonly value: string
  readonly connectionId: string | null
}

type Row = Omit<ListedUser, 'organizations' | 'identities'>

const COLUMNS = `
  u.id, u.given_name as "givenName", u.family_name as "familyName", u.picture, u.provided_id as "providedId",
  u.is_suspended as "isSuspended", u.total_sign_ins as "totalSignIns", u.failed_sign_ins as "failedSignIns",
  u.last_signed_in_at as "lastSignedInAt", u.created_at as "createdAt",
  u.is_password_reset_requested as "isPasswordResetRequested"`

const PRIMARY = `
  max(value) filter (where kind = 'email') as email, max(value) filter (where kind = 'phone') as phone,
  max(value) filter (where kind = 'username') as username
  from identities where environment_id = $1 and is_primary`

export interface UserFilter {
  /** Only users with these ids. */
  readonly ids?: readonly string[] | undefined
  readonly hasOrganization?: boolean | undefined
  readonly activeSince?: Date | undefined
}

/** The start of a page: after this user. The order is by last activity where the request filters by it, else by id. */
export interface UserPlace {
  readonly id: string
  readonly lastSignedInAt: Date | undefined
}

export async function listUsers(
  db: Db,
  {
    filter,
    after,
    limit,
    expand,
  }: { filter: UserFilter; after: UserPlace | undefined; limit: number; expand: Expansion },
): Promise<ListedUser[]> {
  const parameters = new CollectedParameters()
  const order = filter.activeSince === undefined ? 'id' : 'last_signed_in_at, id'
  const text = `
    with page as materialized (
      select ${COLUMNS}, u.last_signed_in_at from users u
      where ${['u.environment_id = $1', ...conditionsOf(filter, after, parameters)].join(' and ')}
      order by ${order} limit ${String(writtenLimit(limit))}),
    held as (
      select user_id, ${PRIMARY} and user_id = any(array(select id from page)) group by user_id)
    select page.*, held.email, held.phone, held.username
    from page left join held on held.user_id = page.id order by ${order}`
  const sending = isQuick(filter, limit) ? ({ plan: 'generic', batch: 'reads' } as const) : ({ plan: 'auto' } as const)
  const list = statement({ row: rowOf<Row>(), ...sending, parameters: parameters.types, sql: () => text })
  const rows = await run(db, list, parameters.values)
  return expanded(db, { rows: rows.slice(0, limit), expand })
}

/** A page of fifty. */
const SHORT = 51

/** Without a filter the page is the next part of the index, as quick to read as one row, so it may share a batch. */
function isQuick(filter: UserFilter, limit: number): boolean {
  return limit <= SHORT && Object.values(filter).every((one) => one === undefined)
}

// The query looks up membership for one user after the other: from `exists` the planner makes a join that begins with
// all members.
function conditionsOf(
  { ids, hasOrganization, activeSince }: UserFilter,
  after: UserPlace | undefined,
  parameters: CollectedParameters,
): string[] {
  const isMember = `coalesce((
    select true from memberships m where m.environment_id = u.environment_id and m.user_id = u.id limit 1), false)`
  const since = after?.lastSignedInAt ?? activeSince ?? null
  const conditions: string[] = []
  if (ids) conditions.push(`u.id = any(${parameters.add('ids', 'uuid[]', ids)}::uuid[])`)
  if (hasOrganization !== undefined) {
    conditions.push(`${isMember} = ${parameters.add('hasOrganization', 'boolean', hasOrganization)}::boolean`)
  }
  if (activeSince !== undefined) {
    conditions.push(`u.last_signed_in_at >= ${parameters.add('since', 'timestamptz', since)}::timestamptz`)
  }
  if (after && activeSince === undefined) conditions.push(`u.id > ${parameters.add('id', 'uuid', after.id)}::uuid`)
  if (after && activeSince !== undefined) {
    const time = parameters.add('after', 'timestamptz', since)
    const id = parameters.add('id', 'uuid', after.id)
    conditions.push(`(u.last_signed_in_at, u.id) > (${time}::timestamptz, ${id}::uuid)`)
  }
  return conditions
}

const READ_LISTED = statement({
  row: rowOf<Row>(),
  plan: 'generic',
  batch: 'reads',
  parameters: { environment: 'uuid', ids: 'uuid[]' },
  sql: ($) => `
  select ${COLUMNS}, i.email, i.phone, i.username
  from users u
  left join lateral (select ${PRIMARY} and user_id = u.id) i on true
  where u.environment_id = ${$.environment} and u.id = any(${$.ids}::uuid[])`,
})

export async function findListedUser(
  db: Db,
  { id, expand }: { readonly id: string; readonly expand: Expansion },
): Promise<ListedUser | undefined> {
  const [user] = await readListed(db, { ids: [id], expand })
  return user
}

/** Returns these users in this order. */
export async function readListed(
  db: Db,
  { ids, expand }: { readonly ids: readonly string[]; readonly expand: Expansion },
): Promise<ListedUser[]> {
  const rows = await run(db, READ_LISTED, { ids })
  const byId = new Map(rows.map((row) => [row.id, row]))
  const ordered = ids.flatMap((id) => byId.get(id) ?? [])
  return expanded(db, { rows: ordered, expand })
}

/** A query that finds users. */
export interface UsersQuery<P extends ParameterTypes> {
  /** The first parameter is the environment. */
  readonly parameters: P
  readonly values: Arguments<P>
  /** Returns the query, which selects their ids and the columns of `order`. */
  readonly found: ($: Placeholders<P>) => string
  /** The order, by columns of `found`. */
  readonly order: string
}

/** Reads the users that a query finds, in its order and in one statement with it. */
export async function readFound<const P extends ParameterTypes>(
  db: Db,
  { parameters, values, found, order }: UsersQuery<P>,
  expand: Expansion,
): Promise<ListedUser[]> {
  const read = statement({
    row: rowOf<Row>(),
    plan: 'generic',
    batch: 'reads',
    parameters,
    sql: ($: Placeholders<P>) => `
    with found as materialized (${found($)})
    select u.*, i.email, i.phone, i.username
    from found
    cross join lateral (select ${COLUMNS} from users u where u.environment_id = $1 and u.id = found.id offset 0) u
    cross join lateral (select ${PRIMARY} and user_id = found.id) i
    order by ${order}`,
  })
  const rows = await run(db, read, values)
  return expanded(db, { rows, expand })
}

async function expanded(
  db: Db,
  { rows, expand }: { readonly rows: readonly Row[]; readonly expand: Expansion },
): Promise<ListedUser[]> {
  const ids = rows.map(({ id }) => id)
  const organizations = expand.organizations ? await organizationsOf(db, ids) : undefined
  const identities = expand.identities ? await identitiesOf(db, ids) : undefined
  const awaited = expand.identities ? await listAwaitedIdentitiesOf(db, ids) : undefined
  return rows.map((row) => ({
    ...row,
    organizations: organizations && (organizations.get(row.id) ?? []),
    identities: identities && [...(identities.get(row.id) ?? []), ...(awaited?.get(row.id) ?? []).map(listedOf)],
  }))
}

async function organizationsOf(db: Db, ids: readonly string[]) {
  const rows = await db
    .selectFrom('memberships as m')
    .innerJoin('organizations as o', (join) =>
      join.onRef('o.environment_id', '=', 'm.environment_id').onRef('o.id', '=', 'm.organization_id'),
    )
    .select(['m.user_id as userId', 'o.code', 'o.name', 'm.last_signed_in_at as lastSignedInAt'])
    .where('m.environment_id', '=', db.environmentId)
    .where('m.user_id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('m.created_at')
    .orderBy('o.code')
    .execute()
  return Map.groupBy(rows, ({ userId }) => userId)
}

/** Identities that wait for their connection have none yet. */
function listedOf({ kind, typed }: HeldAwaitedIdentity): ListedIdentity {
  return { kind, value: typed, connectionId: null }
}

async function identitiesOf(db: Db, ids: readonly string[]) {
  const rows = await db
    .selectFrom('identities')
    .select(['user_id as userId', 'kind', 'value', 'connection_id as connectionId'])
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return Map.groupBy(rows, ({ userId }) => userId)
}

/** Returns the users who have one of these identities. */
export async function findUsersByIdentity(
  db: Db,
  { kind, normalized }: { readonly kind: 'email' | 'phone' | 'username'; readonly normalized: readonly string[] },
): Promise<string[]> {
  const rows = await db
    .selectFrom('identities')
    .select('user_id')
    .where('environment_id', '=', db.environmentId)
    .where('kind', '=', kind)
    .where('normalized', '=', sql<string>`any(${normalized}::text[])`)
    .execute()
  return rows.map((row) => row.user_id)
}
