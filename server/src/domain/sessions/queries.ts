import type { Requester } from '#platform/context'
import { rowOf, run, sql, statement, type Db } from '#platform/db'
import { queueLogouts } from '#domain/backchannel-logout'
import type { OrganizationLevel } from '#domain/settings'

/** The proof of a sign-in, and the digest of the secret that the browser gets for it. */
interface Proof {
  readonly tokenDigest: Buffer
  /** The sign-in method, e.g. `email:code`. */
  readonly method: string
  /** RFC 8176. */
  readonly amr: readonly string[]
  /** The kinds of second factors that the sign-in passed. */
  readonly factors?: readonly string[]
  readonly authenticatedAt: Date
  readonly expiresAt: Date
  readonly requester: Requester
}

export interface NewSession extends Proof {
  readonly id: string
  readonly userId: string
  /** The application of the sign-in. */
  readonly applicationId: string
  /** The origin at which it is opened. */
  readonly issuer: string
}

export async function insertSession(db: Db, session: NewSession): Promise<void> {
  const { ip, userAgent } = session.requester
  await db
    .insertInto('sessions')
    .values({
      environment_id: db.environmentId,
      id: session.id,
      user_id: session.userId,
      application_id: session.applicationId,
      issuer: session.issuer,
      created_at: session.authenticatedAt,
      ip,
      user_agent: userAgent,
      ...columnsOf(session),
    })
    .execute()
}

/** A session as it was read; it may have changed since. */
export interface KnownSession {
  readonly id: string
  readonly userId: string
  readonly authenticatedAt: Date
}

/**
 * Renews the session of a person who signed in again in the same browser: it goes on under a new secret, so that the
 * old one opens nothing any more (ATO-06). Returns false when the session ended meanwhile, or another sign-in was
 * faster.
 */
export async function renewSession(
  db: Db,
  { known, ...proof }: Proof & { readonly known: KnownSession },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('sessions')
    .set(columnsOf(proof))
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', known.id)
    .where('user_id', '=', known.userId)
    .where('authenticated_at', '=', known.authenticatedAt)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

function columnsOf({ tokenDigest, method, amr, factors = [], authenticatedAt, expiresAt, requester }: Proof) {
  return {
    token_digest: tokenDigest,
    method,
    amr: [...amr],
    factors: [...factors],
    authenticated_at: authenticatedAt,
    last_active_at: authenticatedAt,
    expires_at: expiresAt,
    last_ip: requester.ip,
    last_user_agent: requester.userAgent,
  }
}

/**
 * Raises the privilege of a session that passed a second factor: it goes on under a new secret, so that the old one
 * opens nothing any more (ATO-06). The time of the sign-in stays. Returns false when the session ended meanwhile, or was
 * renewed by another request.
 */
export async function raiseSession(
  db: Db,
  {
    known,
    tokenDigest,
    amr,
    factors,
  }: Pick<Proof, 'tokenDigest' | 'amr' | 'factors'> & { readonly known: KnownSession },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('sessions')
    .set({ token_digest: tokenDigest, amr: [...amr], factors: [...(factors ?? [])] })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', known.id)
    .where('user_id', '=', known.userId)
    .where('authenticated_at', '=', known.authenticatedAt)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends a session; true when this call did. The applications that take part in it get notices. */
export async function revokeSession(
  db: Db,
  { id, userId, now }: { id: string; userId: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await queueLogouts(db, { sessionIds: [id], now })
  return true
}

/** Ends all sessions of a user. The applications that take part in them get notices. */
export async function revokeSessionsOfUser(
  db: Db,
  { userId, now, exceptId }: { userId: string; now: Date; exceptId?: string | undefined },
): Promise<void> {
  const others = exceptId === undefined ? sql`` : sql`and id <> ${exceptId}`
  // The rows are locked in the order of their ids, so that two simultaneous calls wait but do not deadlock.
  const { rows } = await sql<{ id: string }>`
    with held as materialized (
      select id from sessions where environment_id = ${db.environmentId} and user_id = ${userId}
        and revoked_at is null and expires_at > ${now} ${others}
      order by id for no key update)
    update sessions set revoked_at = ${now} from held
    where sessions.environment_id = ${db.environmentId} and sessions.id = held.id and sessions.revoked_at is null
    returning sessions.id`.execute(db)
  await queueLogouts(db, { sessionIds: rows.map(({ id }) => id), now })
}

/**
 * Keeps an idle session alive; false when it ended meanwhile. A change that ends the session waits for the caller's
 * transaction, so that everything written for the session by then ends with it.
 */
export async function touchSession(
  db: Db,
  { id, now, requester }: { id: string; now: Date; requester?: Requester },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('sessions')
    .set({ last_active_at: now })
    .$if(requester !== undefined, (query) =>
      query.set({ last_ip: requester?.ip ?? null, last_user_agent: requester?.userAgent ?? null }),
    )
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Without an organization there are no settings of one. */
export function levelOf(row: { readonly organization_level: OrganizationLevel | null } | undefined): OrganizationLevel {
  return row?.organization_level ?? { settings: undefined, isAdvanced: false }
}

/** Settings of the organization that a session entered last. They override those of the application (M7-5). */
const ORGANIZATION_LEVEL = sql<OrganizationLevel | null>`(
  select jsonb_build_object('settings', o.settings, 'isAdvanced', coalesce(o.is_advanced, false)) from grants g
  left join organizations o on o.environment_id = g.environment_id and o.id = g.organization_id
  where g.environment_id = sessions.environment_id and g.session_id = sessions.id
  order by g.created_at desc limit 1)`

export async function findSessionByDigest(db: Db, digest: Buffer, now: Date) {
  return db
    .selectFrom('sessions')
    .innerJoin('users', (join) =>
      join.onRef('users.environment_id', '=', 'sessions.environment_id').onRef('users.id', '=', 'sessions.user_id'),
    )
    .select(['sessions.id', 'sessions.user_id', 'sessions.method', 'sessions.amr', 'sessions.authenticated_at'])
    .select(['sessions.factors', 'sessions.last_active_at', 'users.is_suspended'])
    .select(ORGANIZATION_LEVEL.as('organization_level'))
    .where('sessions.environment_id', '=', db.environmentId)
    .where('sessions.token_digest', '=', digest)
    .where('sessions.revoked_at', 'is', null)
    .where('sessions.expires_at', '>', now)
    .executeTakeFirst()
}

interface LevelRow {
  readonly organization_level: OrganizationLevel | null
}

const FIND_ORGANIZATION_LEVEL = statement({
  row: rowOf<LevelRow>(),
  plan: 'generic',
  batch: 'reads',
  parameters: { environment: 'uuid', sessionId: 'uuid' },
  sql: ($) => `select (
    select jsonb_build_object('settings', o.settings, 'isAdvanced', coalesce(o.is_advanced, false)) from grants g
    left join organizations o on o.environment_id = g.environment_id and o.id = g.organization_id
    where g.environment_id = sessions.environment_id and g.session_id = sessions.id
    order by g.created_at desc limit 1) as organization_level
  from sessions where environment_id = ${$.environment} and id = ${$.sessionId}`,
})

/** Returns the settings of the organization that a session entered last. */
export async function findOrganizationLevel(db: Db, sessionId: string): Promise<OrganizationLevel> {
  const [row] = await run(db, FIND_ORGANIZATION_LEVEL, { sessionId })
  return levelOf(row)
}

/** Returns the settings of an organization, whether the session has entered it or not. */
export async function findLevelToEnter(db: Db, organizationId: string): Promise<OrganizationLevel> {
  const row = await db
    .selectFrom('organizations')
    .select(['settings', 'is_advanced as isAdvanced'])
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', organizationId)
    .executeTakeFirst()
  return row ?? { settings: undefined, isAdvanced: false }
}
