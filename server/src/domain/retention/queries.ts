import { sql, type Db, type SystemDb } from '#platform/db'
import type { EndedRule, PartitionedTable } from './rules.ts'

const BATCH = 2_000

/** Every environment, deleted ones too: what has ended there is removed as well. */
export async function listEnvironmentIds(system: SystemDb): Promise<readonly string[]> {
  const rows = await system.selectFrom('environments').select('id').orderBy('id').execute()
  return rows.map((row) => row.id)
}

/** Removes some; true when there may be more. A few at a time, so that no request waits behind a long removal. */
export async function deleteSomeEnded(db: Db, rule: EndedRule, before: Date): Promise<boolean> {
  const table = sql.table(rule.table)
  const key = rule.table === 'rate_limits' ? sql.ref('bucket') : sql.ref('id')
  const ended = sql`environment_id = ${db.environmentId} and ${sql.ref(rule.column)} < ${before}`
  const { numAffectedRows } = await sql`
    delete from ${table} where ${ended} and ${key} in (
      select ${key} from ${table} where ${ended} order by ${sql.ref(rule.column)} limit ${sql.lit(BATCH)})`.execute(db)
  return numAffectedRows === BigInt(BATCH)
}

/** Where a walk through grants has come to. */
export interface GrantPlace {
  readonly createdAt: Date
  readonly id: string
}

export const FIRST_GRANT: GrantPlace = { createdAt: new Date(0), id: '00000000-0000-0000-0000-000000000000' }

/**
 * Looks at some grants after a place, and removes those on which nothing hangs. Returns the place of the last one, or
 * undefined at the end: no statement looks through all of them at once.
 */
export async function deleteSomeEmptyGrants(
  db: Db,
  { before, after }: { readonly before: Date; readonly after: GrantPlace },
): Promise<GrantPlace | undefined> {
  const hanging = (table: string) => sql`
    exists (select from ${sql.table(table)} h where h.environment_id = ${db.environmentId} and h.grant_id = g.id)`
  const { rows } = await sql<GrantPlace>`
    with page as materialized (
      select id, created_at from grants
      where environment_id = ${db.environmentId} and created_at < ${before}
        and (created_at, id) > (${after.createdAt}::timestamptz, ${after.id}::uuid)
      order by created_at, id limit ${sql.lit(BATCH)}),
    removed as (
      delete from grants g using page
      where g.environment_id = ${db.environmentId} and g.id = page.id
        and not exists (select from sessions s where s.environment_id = ${db.environmentId} and s.id = g.session_id)
        and not ${hanging('refresh_tokens')} and not ${hanging('authorization_codes')}
        and not ${hanging('device_codes')} and not ${hanging('access_tokens')})
    select created_at as "createdAt", id from page order by created_at desc, id desc limit 1`.execute(db)
  return rows[0]
}

/** Nobody waits for it any more. */
export async function giveUpQueuedSms(db: Db, before: Date): Promise<void> {
  await db
    .updateTable('sms_messages')
    .set({ state: 'failed', content_sealed: null, source_address: null })
    .where('environment_id', '=', db.environmentId)
    .where('state', '=', 'queued')
    .where('created_at', '<', before)
    .execute()
}

/** Nobody waits for it any more. */
export async function giveUpQueuedMail(db: Db, before: Date): Promise<void> {
  await db
    .updateTable('mail_messages')
    .set({ state: 'failed', content_sealed: null })
    .where('environment_id', '=', db.environmentId)
    .where('state', '=', 'queued')
    .where('created_at', '<', before)
    .execute()
}

export async function createMonths(system: SystemDb, today: Date, ahead: number): Promise<void> {
  await sql`select gatehouse_create_partitions(${today}::date, ${ahead})`.execute(system)
}

export async function dropMonths(system: SystemDb, table: string, before: Date): Promise<void> {
  await sql`select gatehouse_drop_partitions(${table}, ${before}::date)`.execute(system)
}

/** Those of deleted businesses too, also where one was added while its business was deleted. */
export async function listDeletedEnvironmentIds(system: SystemDb): Promise<string[]> {
  await sql`update environments set deleted_at = businesses.deleted_at from businesses
    where businesses.id = business_id and businesses.deleted_at is not null and environments.deleted_at is null`.execute(
    system,
  )
  const rows = await system.selectFrom('environments').select('id').where('deleted_at', 'is not', null).execute()
  return rows.map(({ id }) => id)
}

/** Every row of an environment in a table that no foreign key leads to. */
export async function deleteAllOf(db: Db, table: PartitionedTable): Promise<void> {
  await sql`delete from ${sql.table(table)} where environment_id = ${db.environmentId}`.execute(db)
}

/** With everything else in it, by foreign key; what points where is asked when all of it is gone. */
export async function deleteEnvironmentForGood(system: SystemDb, id: string): Promise<void> {
  await system.transaction().execute(async (db) => {
    await sql`set constraints all deferred`.execute(db)
    await db.deleteFrom('environments').where('id', '=', id).where('deleted_at', 'is not', null).execute()
  })
}

/** Roles, permissions, flags and handles go with it, by foreign key. */
export async function deleteEmptiedBusinesses(system: SystemDb): Promise<void> {
  await system
    .deleteFrom('businesses')
    .where('deleted_at', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('environments').select('id').whereRef('business_id', '=', 'businesses.id'))),
    )
    .execute()
}
