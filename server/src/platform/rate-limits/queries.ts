import { addSeconds } from '#platform/clock'
import { sql, type Db } from '#platform/db'

export interface Bucket {
  readonly count: number
  readonly endsAt: Date
}

export interface Count {
  readonly bucket: string
  readonly windowSeconds: number
  readonly now: Date
  /** Reaching `limit` starts a lock of this length, whatever was left of the window. */
  readonly lock?: { readonly limit: number; readonly seconds: number } | undefined
}

/**
 * Counts one against a bucket and returns where it stands, in one statement. A bucket whose window has ended starts anew;
 * one that is counted on keeps its end, so that trying again does not prolong a lock.
 */
export async function countAgainst(db: Db, environmentId: string, count: Count): Promise<Bucket> {
  const { bucket, windowSeconds, now, lock } = count
  const fresh = addSeconds(now, lock?.limit === 1 ? lock.seconds : windowSeconds)
  const row = await db
    .insertInto('rate_limits')
    .values({ environment_id: environmentId, bucket, count: 1, window_ends_at: fresh })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'bucket']).doUpdateSet({
        count: sql<number>`case when rate_limits.window_ends_at <= ${now} then 1 else rate_limits.count + 1 end`,
        window_ends_at: sql<Date>`case when rate_limits.window_ends_at <= ${now} then excluded.window_ends_at
          when rate_limits.count + 1 = ${lock?.limit ?? -1}::int then ${addSeconds(now, lock?.seconds ?? 0)}::timestamptz
          else rate_limits.window_ends_at end`,
      }),
    )
    .returning(['count', 'window_ends_at'])
    .executeTakeFirstOrThrow()
  return { count: row.count, endsAt: row.window_ends_at }
}

/** Undefined when nothing was counted or the window has ended. */
export async function readBucket(
  db: Db,
  environmentId: string,
  { bucket, now }: { bucket: string; now: Date },
): Promise<Bucket | undefined> {
  const row = await db
    .selectFrom('rate_limits')
    .select(['count', 'window_ends_at'])
    .where('environment_id', '=', environmentId)
    .where('bucket', '=', bucket)
    .where('window_ends_at', '>', now)
    .executeTakeFirst()
  return row && { count: row.count, endsAt: row.window_ends_at }
}

export async function clearBucket(db: Db, environmentId: string, bucket: string): Promise<void> {
  await db.deleteFrom('rate_limits').where('environment_id', '=', environmentId).where('bucket', '=', bucket).execute()
}
