import { goneReference, sql, type Db } from '#platform/db'

type Sql = ReturnType<typeof sql>

/** Before every event. */
const NOTHING_COUNTED = new Date(0)

/** A span of time; its end is not part of it. */
interface Span {
  readonly from: Sql
  readonly before: Sql
}

/** Events of the product's own applications are no activity of the environment. */
const isOfOwn = (environmentId: string) => sql`coalesce(data->'application'->>'id', '') in (
  select replace(id::text, '-', '') from applications where environment_id = ${environmentId} and built_in is not null)`

/**
 * Returns the parts of a statement that count the events of a span: `counted` per day, and `returned`, a row for each
 * person and day with the day on which they had signed in before.
 */
function tally({ environmentId }: Db, { from, before }: Span): Sql {
  return sql`
    seen as materialized (
      select (occurred_at at time zone 'UTC')::date as day, type, subject, data
      from events
      where environment_id = ${environmentId} and occurred_at >= ${from} and occurred_at < ${before}
        and (type = 'user.created' and source = 'user' or type in ('user.authenticated', 'user.authentication_failed'))
        and not ${isOfOwn(environmentId)}),
    counted as (
      select day,
        case type when 'user.created' then 'sign_up' when 'user.authenticated' then 'sign_in' else 'failure' end as measure,
        case type when 'user.created' then '' when 'user.authenticated' then coalesce(data->>'method', 'other')
          else coalesce(data->>'reason', 'other') end as detail,
        count(*) as count
      from seen group by 1, 2, 3),
    visits as (
      -- Of those who were deleted nothing would remember that they are counted.
      select distinct s.day, u.id as user_id from seen s
      join users u on u.environment_id = ${environmentId} and u.id = substr(s.subject, 4)::uuid
      where s.type = 'user.authenticated'),
    returned as (
      select v.day, v.user_id,
        coalesce(lag(v.day) over (partition by v.user_id order by v.day), p.last_day, '-infinity') as previous_day
      from visits v
      left join activity_people p on p.environment_id = ${environmentId} and p.user_id = v.user_id)`
}

/** Events that one transaction counts at most, ties of one millisecond aside. */
const CHUNK = 20_000

/**
 * Counts the next events before `horizon`. Returns false where there are none left.
 *
 * The lock lets another process that counts at the same moment go on from here.
 */
export async function countSome(db: Db, horizon: Date): Promise<boolean> {
  return db
    .transaction()
    .execute(async (transaction) => {
      const from = await lockProgress(transaction)
      const first = await eventAfter(transaction, { from, horizon, offset: 0 })
      if (!first) return false
      const beyond = await eventAfter(transaction, { from, horizon, offset: CHUNK })
      const before = beyond === undefined ? horizon : new Date(Math.max(beyond.getTime(), first.getTime() + 1))
      await addCounts(transaction, { from: sql`${from}`, before: sql`${before}` })
      await transaction
        .updateTable('activity_progress')
        .set({ counted_before: before })
        .where('environment_id', '=', transaction.environmentId)
        .execute()
      return true
    })
    .catch((error: unknown) => {
      // A person was deleted meanwhile. The next try finds their events, and not them.
      if (goneReference(error) !== undefined) return true
      throw error
    })
}

async function lockProgress(db: Db): Promise<Date> {
  await db
    .insertInto('activity_progress')
    .values({ environment_id: db.environmentId, counted_before: NOTHING_COUNTED })
    .onConflict((conflict) => conflict.column('environment_id').doNothing())
    .execute()
  const row = await db
    .selectFrom('activity_progress')
    .select('counted_before')
    .where('environment_id', '=', db.environmentId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return row.counted_before
}

async function eventAfter(
  db: Db,
  { from, horizon, offset }: { readonly from: Date; readonly horizon: Date; readonly offset: number },
): Promise<Date | undefined> {
  const row = await db
    .selectFrom('events')
    .select('occurred_at')
    .where('environment_id', '=', db.environmentId)
    .where('occurred_at', '>=', from)
    .where('occurred_at', '<', horizon)
    .orderBy('occurred_at')
    .offset(offset)
    .limit(1)
    .executeTakeFirst()
  return row?.occurred_at
}

async function addCounts(db: Db, span: Span): Promise<void> {
  const { environmentId } = db
  await sql`
    with ${tally(db, span)},
    days as (
      insert into activity_days as d (environment_id, day, measure, detail, count)
      select ${environmentId}, day, measure, detail, count from counted order by day, measure, detail
      on conflict (environment_id, day, measure, detail) do update set count = d.count + excluded.count),
    returns as (
      insert into activity_returns as r (environment_id, day, previous_day, count)
      select ${environmentId}, day, previous_day, count(*) from returned where previous_day < day
      group by day, previous_day order by day, previous_day
      on conflict (environment_id, day, previous_day) do update set count = r.count + excluded.count)
    insert into activity_people as p (environment_id, user_id, last_day)
    select ${environmentId}, user_id, max(day) from visits group by user_id order by user_id
    on conflict (environment_id, user_id) do update set last_day = greatest(p.last_day, excluded.last_day)`.execute(db)
}

/** Forgets all counts, so that every event is counted again. */
export async function forgetCounts(db: Db): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await lockProgress(transaction)
    for (const table of ['activity_days', 'activity_returns', 'activity_people', 'activity_progress'] as const)
      await transaction.deleteFrom(table).where('environment_id', '=', transaction.environmentId).execute()
  })
}

/** Days as `2026-11-30`, the last one included. */
export interface Days {
  readonly from: string
  readonly to: string
}

export interface ActivityRow {
  readonly measure: 'sign_up' | 'sign_in' | 'failure' | 'active' | 'distinct'
  /** Null for `distinct`, which is about all days. */
  readonly day: string | null
  /** The method of sign-ins, the reason of failures. */
  readonly detail: string
  readonly count: number
}

/** Reads the counts of some days, with the events that are not counted yet. */
export async function readCounts(db: Db, days: Days): Promise<readonly ActivityRow[]> {
  for (;;) {
    // A value in the statement, not a subquery: the planner would expect a third of all events to lie after one.
    const reach = await readReach(db)
    const rows = await readFrom(db, reach, days)
    // Otherwise the job counted between the two reads, and the second would add the same events again.
    if (rows.every((row) => row.reach.getTime() === reach.getTime())) return rows
  }
}

/** Returns the time up to which events are in the counts. */
async function readReach(db: Db): Promise<Date> {
  const row = await db
    .selectFrom('activity_progress')
    .select('counted_before')
    .where('environment_id', '=', db.environmentId)
    .executeTakeFirst()
  return row?.counted_before ?? NOTHING_COUNTED
}

async function readFrom(
  db: Db,
  reach: Date,
  { from, to }: Days,
): Promise<readonly (ActivityRow & { readonly reach: Date })[]> {
  const { environmentId } = db
  const isAsked = sql`day between ${from}::date and ${to}::date`
  const { rows } = await sql<ActivityRow & { readonly reach: Date }>`
    with ${tally(db, { from: sql`${reach}`, before: sql`'infinity'` })},
    counts as (
      select day, measure, detail, count from activity_days where environment_id = ${environmentId} and ${isAsked}
      union all select day, measure, detail, count from counted where ${isAsked}),
    returns as (
      select day, previous_day, count from activity_returns where environment_id = ${environmentId} and ${isAsked}
      union all select day, previous_day, count(*) from returned where previous_day < day and ${isAsked} group by 1, 2),
    numbers as (
      select measure, to_char(day, 'YYYY-MM-DD') as day, detail, sum(count)::double precision as count
      from counts group by measure, day, detail
      union all
      select 'active', to_char(day, 'YYYY-MM-DD'), '', sum(count)::double precision from returns group by day
      union all
      select 'distinct', null, '', coalesce(sum(count), 0)::double precision from returns where previous_day < ${from}::date)
    select numbers.*, coalesce(
      (select counted_before from activity_progress where environment_id = ${environmentId}), ${NOTHING_COUNTED}) as reach
    from numbers order by measure, day, detail`.execute(db)
  return rows
}

/** Returns whether anybody ever signed in to an application that is not the product's own. */
export async function findAnySignIn(db: Db): Promise<boolean> {
  const { environmentId } = db
  const reach = await readReach(db)
  const { rows } = await sql`
    select from activity_days where environment_id = ${environmentId} and measure = 'sign_in'
    union all
    (select from events
      where environment_id = ${environmentId} and type = 'user.authenticated' and not ${isOfOwn(environmentId)}
        and occurred_at >= ${reach}
      limit 1)
    limit 1`.execute(db)
  return rows.length > 0
}
