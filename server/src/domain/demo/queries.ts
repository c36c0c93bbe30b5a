import { sql, type Db } from '#platform/db'

/** The kinds of things that the demo makes. */
export type ItemKind = 'application' | 'flag' | 'organization' | 'permission' | 'property' | 'role' | 'user'

export interface Demo {
  readonly createdAt: Date
  /** Absent where making it was cut off. */
  readonly finishedAt: Date | undefined
}

export async function findDemo(db: Db): Promise<Demo | undefined> {
  const row = await db
    .selectFrom('demos')
    .select(['created_at', 'finished_at'])
    .where('environment_id', '=', db.environmentId)
    .executeTakeFirst()
  return row && { createdAt: row.created_at, finishedAt: row.finished_at ?? undefined }
}

/** Notes that a demo is being made. Returns false where another process makes one. */
export async function insertDemo(db: Db, now: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows: count } = await db
    .insertInto('demos')
    .values({ environment_id: db.environmentId, created_at: now })
    .onConflict((conflict) => conflict.column('environment_id').doNothing())
    .executeTakeFirst()
  return (count ?? 0n) > 0n
}

export async function markDemoFinished(db: Db, now: Date): Promise<void> {
  await db.updateTable('demos').set({ finished_at: now }).where('environment_id', '=', db.environmentId).execute()
}

/** Locks the demo against a second removal. */
export async function lockDemo(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('demos')
    .select('created_at')
    .where('environment_id', '=', db.environmentId)
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

export async function removeDemoRow(db: Db): Promise<void> {
  await db.deleteFrom('demos').where('environment_id', '=', db.environmentId).execute()
}

export async function insertItems(db: Db, kind: ItemKind, names: readonly string[]): Promise<void> {
  await sql`
    insert into demo_items (environment_id, kind, name)
    select ${db.environmentId}::uuid, ${kind}, name from unnest(${[...names]}::text[]) as name
    on conflict do nothing`.execute(db)
}

export async function listItems(db: Db): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db
    .selectFrom('demo_items')
    .select(['kind', 'name'])
    .where('environment_id', '=', db.environmentId)
    .execute()
  const grouped = Map.groupBy(rows, ({ kind }) => kind)
  return new Map([...grouped].map(([kind, items]) => [kind, items.map(({ name }) => name)]))
}

/** Returns whether the environment or its business holds anything that somebody made. */
export async function hasOwnData(db: Db, businessId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from users where environment_id = ${db.environmentId})
      or exists (select from organizations where environment_id = ${db.environmentId} and not is_default)
      or exists (select from roles where business_id = ${businessId} and deleted_at is null)
      or exists (select from permissions where business_id = ${businessId} and deleted_at is null)
      or exists (select from feature_flags where business_id = ${businessId} and deleted_at is null) as found`.execute(
    db,
  )
  return rows[0]?.found ?? false
}

/** Returns a category that properties of a context may have. */
export async function findCategory(db: Db, context: 'org' | 'usr'): Promise<string | undefined> {
  const row = await db
    .selectFrom('property_categories')
    .select('id')
    .where('environment_id', '=', db.environmentId)
    .where('context', '=', context)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

/** Returns the ids of users by the ids that the demo gave them. */
export async function findDemoUsers(db: Db, providedIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('users')
    .select(['id', 'provided_id'])
    .where('environment_id', '=', db.environmentId)
    .where('provided_id', 'in', [...providedIds])
    .execute()
  return new Map(rows.map((row) => [row.provided_id ?? '', row.id]))
}

export interface PastOfUser {
  readonly id: string
  readonly createdAt: Date
  readonly lastSignedInAt: Date | undefined
  readonly signIns: number
  readonly failures: number
}

/** Gives users and their memberships a past. */
export async function writePast(db: Db, users: readonly PastOfUser[]): Promise<void> {
  const rows = JSON.stringify(users)
  const past = sql`json_to_recordset(${rows}::json)
    as p(id uuid, "createdAt" timestamptz, "lastSignedInAt" timestamptz, "signIns" int, failures int)`
  await sql`
    update users u set created_at = p."createdAt", last_signed_in_at = p."lastSignedInAt", total_sign_ins = p."signIns",
      failed_sign_ins = p.failures
    from ${past} where u.environment_id = ${db.environmentId} and u.id = p.id`.execute(db)
  await sql`
    update memberships m set created_at = p."createdAt", last_signed_in_at = p."lastSignedInAt"
    from ${past} where m.environment_id = ${db.environmentId} and m.user_id = p.id`.execute(db)
}

/** Lets the organizations of the demo be older than their people. */
export async function writePastOfOrganizations(db: Db, createdAt: Date): Promise<void> {
  await sql`
    update organizations o set created_at = ${createdAt}
    from demo_items i where i.environment_id = ${db.environmentId} and i.kind = 'organization'
      and o.environment_id = i.environment_id and o.code = i.name`.execute(db)
}

export interface PastEvent {
  readonly id: string
  readonly at: Date
  readonly type: string
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Writes events of users with a time in the past. */
export async function insertPastEvents(db: Db, events: readonly PastEvent[]): Promise<void> {
  await sql`
    insert into events (environment_id, id, occurred_at, type, actor, subject, data, source)
    select ${db.environmentId}::uuid, e.id, e.at, e.type, jsonb_build_object('type', 'user', 'id', e.subject), e.subject, e.data,
      'user'
    from json_to_recordset(${JSON.stringify(events)}::json)
      as e(id uuid, at timestamptz, type text, subject text, data jsonb)`.execute(db)
}

/** Removes users with everything of theirs, by foreign key, and their traces and events. */
export async function removeDemoUsers(
  db: Db,
  { ids, subjects }: { readonly ids: readonly string[]; readonly subjects: readonly string[] },
): Promise<void> {
  const here = sql`environment_id = ${db.environmentId}`
  await sql`delete from flow_traces where ${here} and user_id = any(${[...ids]}::uuid[])`.execute(db)
  await sql`delete from events where ${here} and subject = any(${[...subjects]}::text[])`.execute(db)
  await sql`delete from users where ${here} and id = any(${[...ids]}::uuid[])`.execute(db)
}
