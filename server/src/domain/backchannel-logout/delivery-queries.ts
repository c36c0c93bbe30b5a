import { sql, type Db } from '#platform/db'

export interface LogoutDeliveries {
  /** The moment at which the application last accepted a notice. */
  readonly deliveredAt: Date | undefined
  readonly failedAt: Date | undefined
  /** The failure of `failedAt`. */
  readonly problem: string | undefined
  /** Notices that are tried again, the next one first; at most as many as the caller asked for. */
  readonly waiting: readonly WaitingNotice[]
}

interface WaitingNotice {
  readonly id: string
  readonly userId: string
  readonly createdAt: Date
  readonly dueAt: Date
  readonly tries: number
  readonly problem: string | undefined
}

interface Attempt {
  readonly applicationId: string
  readonly at: Date
  /** Undefined: the application accepted the notice. */
  readonly problem: string | undefined
}

/** Remembers the last try of an application. One that is deleted meanwhile is left out. */
export async function recordDelivery(db: Db, { applicationId, at, problem }: Attempt): Promise<void> {
  const failedAt = problem === undefined ? null : at
  const deliveredAt = problem === undefined ? at : null
  await sql`
    insert into logout_deliveries (environment_id, application_id, delivered_at, failed_at, problem)
    select environment_id, id, ${deliveredAt}::timestamptz, ${failedAt}::timestamptz, ${problem ?? null}::text
    from applications where environment_id = ${db.environmentId} and id = ${applicationId}
    on conflict (environment_id, application_id) do update set
      delivered_at = coalesce(excluded.delivered_at, logout_deliveries.delivered_at),
      failed_at = coalesce(excluded.failed_at, logout_deliveries.failed_at),
      problem = coalesce(excluded.problem, logout_deliveries.problem)`.execute(db)
}

export async function readDeliveries(
  db: Db,
  { applicationId, limit }: { readonly applicationId: string; readonly limit: number },
): Promise<LogoutDeliveries> {
  const last = await db
    .selectFrom('logout_deliveries')
    .select(['delivered_at', 'failed_at', 'problem'])
    .where('environment_id', '=', db.environmentId)
    .where('application_id', '=', applicationId)
    .executeTakeFirst()
  const waiting = await db
    .selectFrom('logout_notices')
    .select(['id', 'user_id', 'created_at', 'due_at', 'tries', 'problem'])
    .where('environment_id', '=', db.environmentId)
    .where('application_id', '=', applicationId)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return {
    deliveredAt: last?.delivered_at ?? undefined,
    failedAt: last?.failed_at ?? undefined,
    problem: last?.problem ?? undefined,
    waiting: waiting.map((row) => ({
      id: row.id,
      userId: row.user_id,
      createdAt: row.created_at,
      dueAt: row.due_at,
      tries: row.tries,
      problem: row.problem ?? undefined,
    })),
  }
}
