import { sql, type Db } from '#platform/db'
import type { LogoutNotice } from './notice.ts'

/**
 * Returns the applications that take part in these sessions and want notices of their end: each that got a code in one
 * of them, also when its grant was revoked since, because the application's own session from that code may still be
 * open. Each row is reached by its key (`offset 0`): until the tables are analysed the planner would start at all
 * sessions of the environment.
 */
export async function listParticipants(db: Db, sessionIds: readonly string[]): Promise<Omit<LogoutNotice, 'id'>[]> {
  const { rows } = await sql<{ application_id: string; user_id: string; session_id: string; issuer: string }>`
    select g.application_id, s.user_id, s.id as session_id, s.issuer
    from unnest(${[...sessionIds]}::uuid[]) as ended (id)
    cross join lateral (
      select id, user_id, issuer from sessions
      where environment_id = ${db.environmentId} and id = ended.id and issuer is not null offset 0) s
    cross join lateral (
      select distinct application_id from grants
      where environment_id = ${db.environmentId} and session_id = s.id offset 0) g
    cross join lateral (
      select id from applications
      where environment_id = ${db.environmentId} and id = g.application_id and backchannel_logout_uri is not null
      offset 0) a`.execute(db)
  return rows.map((row) => ({
    applicationId: row.application_id,
    userId: row.user_id,
    sessionId: row.session_id,
    issuer: row.issuer,
  }))
}

export async function insertNotices(
  db: Db,
  { notices, now }: { readonly notices: readonly LogoutNotice[]; readonly now: Date },
): Promise<void> {
  await db
    .insertInto('logout_notices')
    .values(
      notices.map((notice) => ({
        environment_id: db.environmentId,
        id: notice.id,
        application_id: notice.applicationId,
        user_id: notice.userId,
        session_id: notice.sessionId,
        issuer: notice.issuer,
        created_at: now,
        due_at: now,
      })),
    )
    .execute()
}

export interface ClaimedNotice extends LogoutNotice {
  /** The number of tries, this one included. */
  readonly tries: number
  /** Undefined when the application no longer wants notices. */
  readonly uri: string | undefined
}

interface Claim {
  readonly now: Date
  /** The time from which another process may take it, should this one die with it. */
  readonly until: Date
  readonly limit: number
}

/** Claims notices that are due, so that no other process delivers them at the same moment. */
export async function claimDueNotices(db: Db, { now, until, limit }: Claim): Promise<ClaimedNotice[]> {
  const { rows } = await sql<{
    id: string
    application_id: string
    user_id: string
    session_id: string
    issuer: string
    tries: number
    uri: string | null
  }>`
    update logout_notices n set due_at = ${until}, tries = n.tries + 1
    from (
      select id from logout_notices
      where environment_id = ${db.environmentId} and due_at <= ${now}
      order by due_at limit ${limit} for update skip locked
    ) due, applications a
    where n.environment_id = ${db.environmentId} and n.id = due.id
      and a.environment_id = n.environment_id and a.id = n.application_id
    returning n.id, n.application_id, n.user_id, n.session_id, n.issuer, n.tries, a.backchannel_logout_uri as uri`.execute(
    db,
  )
  return rows.map((row) => ({
    id: row.id,
    applicationId: row.application_id,
    userId: row.user_id,
    sessionId: row.session_id,
    issuer: row.issuer,
    tries: row.tries,
    uri: row.uri ?? undefined,
  }))
}

export async function hasDueNotice(db: Db, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('logout_notices')
    .select('id')
    .where('environment_id', '=', db.environmentId)
    .where('due_at', '<=', now)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Returns true when this call removed it. */
export async function removeNotice(db: Db, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('logout_notices')
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function postponeNotice(
  db: Db,
  { id, dueAt, problem }: { readonly id: string; readonly dueAt: Date; readonly problem: string },
): Promise<void> {
  await db
    .updateTable('logout_notices')
    .set({ due_at: dueAt, problem })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .execute()
}
