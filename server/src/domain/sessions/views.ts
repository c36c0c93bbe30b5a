import { sql, type Db } from '#platform/db'

export interface ListedSession {
  readonly id: string
  /** The code of the organization that was entered last. */
  readonly organizationCode: string | undefined
  /**
   * The application that it was opened for, which may be deleted. Absent for a session of an older version that had
   * entered no application.
   */
  readonly applicationId: string | undefined
  readonly createdAt: Date
  readonly lastActiveAt: Date
  readonly expiresAt: Date
  readonly ip: string
  readonly userAgent: string
  readonly lastIp: string
  readonly lastUserAgent: string
}

/** Returns the sessions that have not ended, the latest used first. */
export async function listSessions(
  db: Db,
  { userId, now, limit }: { readonly userId: string; readonly now: Date; readonly limit: number },
): Promise<ListedSession[]> {
  const ofSession = sql`g.environment_id = sessions.environment_id and g.session_id = sessions.id`
  const rows = await db
    .selectFrom('sessions')
    .select(['id', 'created_at', 'last_active_at', 'expires_at', 'ip', 'user_agent', 'last_ip', 'last_user_agent'])
    .select('application_id')
    .select(
      sql<string | null>`(select o.code from grants g left join organizations o
        on o.environment_id = g.environment_id and o.id = g.organization_id
        where ${ofSession} order by g.created_at desc limit 1)`.as('organization_code'),
    )
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('last_active_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    organizationCode: row.organization_code ?? undefined,
    applicationId: row.application_id ?? undefined,
    createdAt: row.created_at,
    lastActiveAt: row.last_active_at,
    expiresAt: row.expires_at,
    ip: row.ip ?? '',
    userAgent: row.user_agent ?? '',
    lastIp: row.last_ip ?? row.ip ?? '',
    lastUserAgent: row.last_user_agent ?? row.user_agent ?? '',
  }))
}

export async function isUser(db: Db, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('id')
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', userId)
    .executeTakeFirst()
  return row !== undefined
}
