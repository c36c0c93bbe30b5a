import type { Db } from '#platform/db'

export interface NewSession {
  readonly id: string
  readonly tokenDigest: Buffer
  readonly userId: string
  /** The sign-in method, e.g. `email:code`. */
  readonly method: string
  /** RFC 8176. */
  readonly amr: readonly string[]
  readonly authenticatedAt: Date
  readonly expiresAt: Date
  readonly ip: string
  readonly userAgent: string
}

export async function insertSession(db: Db, environmentId: string, session: NewSession): Promise<void> {
  await db
    .insertInto('sessions')
    .values({
      environment_id: environmentId,
      id: session.id,
      token_digest: session.tokenDigest,
      user_id: session.userId,
      method: session.method,
      amr: [...session.amr],
      authenticated_at: session.authenticatedAt,
      last_active_at: session.authenticatedAt,
      created_at: session.authenticatedAt,
      expires_at: session.expiresAt,
      ip: session.ip,
      user_agent: session.userAgent,
    })
    .execute()
}

export async function revokeSession(
  db: Db,
  environmentId: string,
  { id, now }: { id: string; now: Date },
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()
}

export async function revokeSessionsOfUser(
  db: Db,
  environmentId: string,
  { userId, now }: { userId: string; now: Date },
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('environment_id', '=', environmentId)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .execute()
}

/**
 * Keeps an idle session alive; false when it was ended meanwhile. Whoever ends it waits for the caller's transaction, so
 * that what hangs on the session by then ends with it.
 */
export async function touchSession(
  db: Db,
  environmentId: string,
  { id, now }: { id: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('sessions')
    .set({ last_active_at: now })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function findSessionByDigest(db: Db, environmentId: string, digest: Buffer, now: Date) {
  return db
    .selectFrom('sessions')
    .innerJoin('users', (join) =>
      join.onRef('users.environment_id', '=', 'sessions.environment_id').onRef('users.id', '=', 'sessions.user_id'),
    )
    .select(['sessions.id', 'sessions.user_id', 'sessions.method', 'sessions.amr', 'sessions.authenticated_at'])
    .select(['sessions.last_active_at', 'users.is_suspended'])
    .where('sessions.environment_id', '=', environmentId)
    .where('sessions.token_digest', '=', digest)
    .where('sessions.revoked_at', 'is', null)
    .where('sessions.expires_at', '>', now)
    .executeTakeFirst()
}
