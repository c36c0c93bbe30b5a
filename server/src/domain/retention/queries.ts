import { sql, type Db } from '#platform/db'
import type { EndedRule } from './rules.ts'

const BATCH = 2_000

/** Every environment, deleted ones too: what has ended there is removed as well. */
export async function listEnvironmentIds(system: Db): Promise<readonly string[]> {
  const rows = await system.selectFrom('environments').select('id').orderBy('id').execute()
  return rows.map((row) => row.id)
}

/** Removes some; true when there may be more. A few at a time, so that no request waits behind a long removal. */
export async function deleteSomeEnded(db: Db, environmentId: string, rule: EndedRule, before: Date): Promise<boolean> {
  const table = sql.table(rule.table)
  const key = rule.table === 'rate_limits' ? sql.ref('bucket') : sql.ref('id')
  const ended = sql`environment_id = ${environmentId} and ${sql.ref(rule.column)} < ${before}`
  const { numAffectedRows } = await sql`
    delete from ${table} where ${ended} and ${key} in (
      select ${key} from ${table} where ${ended} order by ${sql.ref(rule.column)} limit ${sql.lit(BATCH)})`.execute(db)
  return numAffectedRows === BigInt(BATCH)
}

/** Nobody waits for it any more. */
export async function giveUpQueuedMail(db: Db, environmentId: string, before: Date): Promise<void> {
  await db
    .updateTable('mail_messages')
    .set({ state: 'failed', content_sealed: null })
    .where('environment_id', '=', environmentId)
    .where('state', '=', 'queued')
    .where('created_at', '<', before)
    .execute()
}

export async function createMonths(system: Db, today: Date, ahead: number): Promise<void> {
  await sql`select gatehouse_create_partitions(${today}::date, ${ahead})`.execute(system)
}

export async function dropMonths(system: Db, table: string, before: Date): Promise<void> {
  await sql`select gatehouse_drop_partitions(${table}, ${before}::date)`.execute(system)
}
