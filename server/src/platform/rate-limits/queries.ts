import { addSeconds } from '#platform/clock'
import type { RawBuilder } from 'kysely'
import { sql, type Db } from '#platform/db'

export interface Bucket {
  readonly count: number
  readonly endsAt: Date
}

/** By how much the clocks of two processes may differ before one takes what the other wrote for an error. */
const LEEWAY_SECONDS = 300

/**
 * True of a window that has ended, and of one that ends later than any of its length can: its end was written before the
 * clock was set back, and would lock people out for as long as the clock was wrong (REL-09).
 */
function isOver(now: Date, latest: RawBuilder<unknown>) {
  return sql<boolean>`(rate_limits.window_ends_at <= ${now} or rate_limits.window_ends_at > ${latest})`
}

export interface Count {
  readonly bucket: string
  readonly windowSeconds: number
  readonly now: Date
}

/** Counts one against a bucket and returns where it stands, in one statement. A bucket whose window has ended is reset. */
export async function countAgainst(db: Db, count: Count): Promise<Bucket> {
  const { bucket, windowSeconds, now } = count
  const fresh = addSeconds(now, windowSeconds)
  const over = isOver(now, sql`${addSeconds(fresh, LEEWAY_SECONDS)}::timestamptz`)
  const row = await db
    .insertInto('rate_limits')
    .values({ environment_id: db.environmentId, bucket, count: 1, window_ends_at: fresh })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'bucket']).doUpdateSet({
        count: sql<number>`case when ${over} then 1 else rate_limits.count + 1 end`,
        window_ends_at: sql<Date>`case when ${over} then excluded.window_ends_at
          else rate_limits.window_ends_at end`,
      }),
    )
    .returning(['count', 'window_ends_at'])
    .executeTakeFirstOrThrow()
  return { count: row.count, endsAt: row.window_ends_at }
}

/** The limit of a bucket. */
export interface BucketLimit {
  readonly bucket: string
  readonly most: number
  readonly windowSeconds: number
  /** Reaching `most` starts a lock of this length, whatever was left of the window. */
  readonly lockSeconds?: number
}

function latestEnd({ windowSeconds, lockSeconds = 0 }: BucketLimit, now: Date): Date {
  return addSeconds(now, Math.max(windowSeconds, lockSeconds) + LEEWAY_SECONDS)
}

/**
 * Counts one in each bucket that is not full, in one statement, and returns how many those hold now. A bucket that is full
 * stays as it is, so that trying again prolongs no lock.
 */
export async function takeLimits(
  db: Db,
  { limits, now }: { readonly limits: readonly BucketLimit[]; readonly now: Date },
): Promise<ReadonlyMap<string, number>> {
  const buckets = limits.map(({ bucket }) => bucket)
  const most = limits.map((limit) => limit.most)
  const fullUntil = limits.map(({ windowSeconds, lockSeconds }) => addSeconds(now, lockSeconds ?? windowSeconds))
  const freshUntil = limits.map((limit, index) =>
    limit.most === 1 ? (fullUntil[index] ?? now) : addSeconds(now, limit.windowSeconds),
  )
  const ofRow = (values: readonly unknown[], type: 'int' | 'timestamptz') =>
    sql`(${values}::${sql.raw(type)}[])[array_position(${buckets}::text[], rate_limits.bucket)]`
  const over = isOver(
    now,
    ofRow(
      limits.map((limit) => latestEnd(limit, now)),
      'timestamptz',
    ),
  )
  const hasLock = limits.map(({ lockSeconds }) => (lockSeconds === undefined ? 0 : 1))
  // In the order of their names, so that two statements never wait for one another's rows.
  const { rows } = await sql<{ bucket: string; count: number }>`
    insert into rate_limits (environment_id, bucket, count, window_ends_at)
    select ${db.environmentId}::uuid, w.bucket, 1, w.ends
    from unnest(${buckets}::text[], ${freshUntil}::timestamptz[]) as w (bucket, ends) order by w.bucket collate "C"
    on conflict (environment_id, bucket) do update set
      count = case when ${over} then 1 else rate_limits.count + 1 end,
      window_ends_at = case when ${over} then excluded.window_ends_at
        when ${ofRow(hasLock, 'int')} = 1 and rate_limits.count + 1 >= ${ofRow(most, 'int')}
          then ${ofRow(fullUntil, 'timestamptz')}
        else rate_limits.window_ends_at end
    where ${over} or rate_limits.count < ${ofRow(most, 'int')}
    returning bucket, count`.execute(db)
  return new Map(rows.map(({ bucket, count }) => [bucket, count]))
}

/** Takes back what `takeLimits` counted. A lock that it started ends; what is left counts for a window from now. */
export async function giveBackLimits(
  db: Db,
  { limits, now }: { readonly limits: readonly (BucketLimit & { readonly times: number })[]; readonly now: Date },
): Promise<void> {
  const buckets = limits.map(({ bucket }) => bucket)
  const locked = limits.map(({ most, lockSeconds }) => (lockSeconds === undefined ? null : most))
  const unlocked = limits.map(({ windowSeconds }) => addSeconds(now, windowSeconds))
  await sql`
    with given as (
      select * from unnest(${buckets}::text[], ${limits.map(({ times }) => times)}::int[], ${locked}::int[],
        ${unlocked}::timestamptz[]) as g (bucket, times, locked_at, ends)),
    held as (
      select r.bucket from rate_limits r
      where r.environment_id = ${db.environmentId} and r.bucket = any (${buckets}::text[]) and r.window_ends_at > ${now}
      order by r.bucket for update)
    update rate_limits r set
      count = greatest(r.count - given.times, 0),
      window_ends_at = case when r.count >= given.locked_at then given.ends else r.window_ends_at end
    from held join given on given.bucket = held.bucket
    where r.environment_id = ${db.environmentId} and r.bucket = held.bucket`.execute(db)
}

/** Returns those that hold something and have not ended. */
export async function readBuckets(
  db: Db,
  { limits, now }: { readonly limits: readonly BucketLimit[]; readonly now: Date },
): Promise<ReadonlyMap<string, Bucket>> {
  const buckets = limits.map(({ bucket }) => bucket)
  const rows = await db
    .selectFrom('rate_limits')
    .select(['bucket', 'count', 'window_ends_at'])
    .where('environment_id', '=', db.environmentId)
    .where('bucket', '=', sql<string>`any (${buckets}::text[])`)
    .where('window_ends_at', '>', now)
    .execute()
  const latest = new Map(limits.map((limit) => [limit.bucket, latestEnd(limit, now)]))
  const standing = rows.filter((row) => row.window_ends_at <= (latest.get(row.bucket) ?? now))
  return new Map(standing.map((row) => [row.bucket, { count: row.count, endsAt: row.window_ends_at }]))
}

/** Undefined when nothing was counted or the window has ended. */
export async function readBucket(db: Db, { bucket, now }: { bucket: string; now: Date }): Promise<Bucket | undefined> {
  const row = await db
    .selectFrom('rate_limits')
    .select(['count', 'window_ends_at'])
    .where('environment_id', '=', db.environmentId)
    .where('bucket', '=', bucket)
    .where('window_ends_at', '>', now)
    .executeTakeFirst()
  return row && { count: row.count, endsAt: row.window_ends_at }
}
