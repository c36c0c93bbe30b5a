import { rowOf, run, sql, statement, type Db } from '#platform/db'
import { hexOf } from '#platform/ids'
import type { AwaitedIdentity, HeldAwaitedIdentity } from './awaited-identity.ts'

interface Row extends Omit<HeldAwaitedIdentity, 'email'> {
  readonly email: string | null
}

/** As the index has it. No control character is in a name or an identity, so no two keys run together the same way. */
const ID = sql`md5(kind || chr(31) || connection_name || chr(31) || normalized)`
const COLUMNS = sql`${ID}::uuid as id, kind, connection_name as "connectionName", value as typed, normalized, email,
  user_id as "userId", created_at as "createdAt"`

const FIND_AWAITED = statement({
  row: rowOf<{ at: number }>(),
  plan: 'custom',
  parameters: { rows: 'json', environment: 'uuid' },
  sql: ($) => `
    select at from json_to_recordset(${$.rows}::json)
      as r(at int, kind text, "connectionName" text, normalized text) cross join lateral (
      select from awaited_identities a where a.environment_id = ${$.environment} and a.kind = r.kind
        and a.connection_name = r."connectionName" and a.normalized = r.normalized limit 1) as found`,
})

/** Returns those of these that a user has. Each is looked up alone: the statistics of a table that is being filled lag. */
export async function findAwaited(db: Db, asked: readonly AwaitedIdentity[]): Promise<readonly AwaitedIdentity[]> {
  if (asked.length === 0) return []
  const rows = asked.map((one, at) => ({ ...one, at }))
  const found = await run(db, FIND_AWAITED, { rows: JSON.stringify(rows) })
  const taken = new Set(found.map(({ at }) => at))
  return asked.filter((_one, at) => taken.has(at))
}

/** Those of many users, by their users. */
export async function listAwaitedIdentitiesOf(
  db: Db,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly HeldAwaitedIdentity[]>> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from awaited_identities
    where environment_id = ${db.environmentId} and user_id = any(${[...userIds]}::uuid[])
    order by kind, connection_name, normalized`.execute(db)
  const grouped = Map.groupBy(rows, ({ userId }) => userId)
  return new Map([...grouped].map(([userId, own]) => [userId, own.map(awaitedOf)]))
}

function awaitedOf({ email, ...row }: Row): HeldAwaitedIdentity {
  return { ...row, email: email ?? undefined }
}

export async function findAwaitedIdentity(db: Db, id: string): Promise<HeldAwaitedIdentity | undefined> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from awaited_identities
    where environment_id = ${db.environmentId} and ${ID} = ${hexOf(id)}`.execute(db)
  const [row] = rows
  return row && awaitedOf(row)
}

/** True when it was there. */
export async function removeAwaitedIdentity(db: Db, id: string): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    delete from awaited_identities where environment_id = ${db.environmentId} and ${ID} = ${hexOf(id)}`.execute(db)
  return numAffectedRows > 0n
}

/** Many at once. A violation of `awaited_identities_pkey` is raised as it is. */
export async function insertAwaitedIdentities(
  db: Db,
  awaited: readonly (AwaitedIdentity & { readonly userId: string })[],
  now: Date,
): Promise<void> {
  if (awaited.length === 0) return
  await sql`
    insert into awaited_identities (environment_id, user_id, kind, connection_name, value, normalized, email, created_at)
    select ${db.environmentId}::uuid, "userId", kind, "connectionName", typed, normalized, email, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(awaited)}::json) as r("userId" uuid, kind text, "connectionName" text,
      typed text, normalized text, email text)`.execute(db)
}
