import type { RawBuilder } from 'kysely'
import { sql, type Db } from '#platform/db'

/** Names of claims that were asked for one by one, per place they are given in (OIDC Core section 5.5). */
export interface RequestedClaims {
  readonly idToken: readonly string[]
  readonly userinfo: readonly string[]
}

export interface NewGrant {
  readonly id: string
  readonly applicationId: string
  readonly userId: string
  readonly organizationId: string | null
  readonly sessionId: string | null
  readonly scopes: readonly string[]
  readonly audiences: readonly string[]
  readonly requestedClaims: RequestedClaims
  /** Undefined: whatever the user has of the APIs, at each token. */
  readonly apiScopes: readonly string[] | undefined
  readonly method: string
  readonly amr: readonly string[]
  readonly authenticatedAt: Date
  readonly createdAt: Date
}

export async function insertGrant(db: Db, grant: NewGrant): Promise<void> {
  await db
    .insertInto('grants')
    .values({
      environment_id: db.environmentId,
      id: grant.id,
      application_id: grant.applicationId,
      user_id: grant.userId,
      organization_id: grant.organizationId,
      session_id: grant.sessionId,
      scopes: [...grant.scopes],
      audiences: [...grant.audiences],
      id_token_claims: [...grant.requestedClaims.idToken],
      userinfo_claims: [...grant.requestedClaims.userinfo],
      api_scopes: grant.apiScopes ? [...grant.apiScopes] : null,
      method: grant.method,
      amr: [...grant.amr],
      authenticated_at: grant.authenticatedAt,
      created_at: grant.createdAt,
    })
    .execute()
}

/** True when this call revoked it. */
export async function revokeGrant(db: Db, { id, now }: { id: string; now: Date }): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('grants')
    .set({ revoked_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** True when this call revoked a grant of this user. */
export async function revokeGrantOfUser(
  db: Db,
  { id, userId, now }: { readonly id: string; readonly userId: string; readonly now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('grants')
    .set({ revoked_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function revokeGrantsOfSession(
  db: Db,
  { sessionId, now }: { sessionId: string; now: Date },
): Promise<void> {
  await revokeThose(db, { now, which: sql`session_id = ${sessionId}` })
}

/** Those of devices too, which hang on no session. */
export async function revokeGrantsOutsideSession(
  db: Db,
  { userId, sessionId, now }: { userId: string; sessionId: string; now: Date },
): Promise<void> {
  await revokeThose(db, { now, which: sql`user_id = ${userId} and session_id is distinct from ${sessionId}` })
}

export async function revokeGrantsOfUser(db: Db, { userId, now }: { userId: string; now: Date }): Promise<void> {
  await revokeThose(db, { now, which: sql`user_id = ${userId}` })
}

const AT_ONCE = 5_000

/** Ends every grant in an organization, in parts: each is ended for good as soon as its part is. */
export async function revokeGrantsOfOrganization(
  db: Db,
  { organizationId, now }: { organizationId: string; now: Date },
): Promise<void> {
  const those = { now, which: sql`organization_id = ${organizationId}`, limit: AT_ONCE }
  while ((await revokeThose(db, those)) > 0n);
}

interface GrantSelection {
  readonly now: Date
  readonly which: RawBuilder<unknown>
  /** So many at most. */
  readonly limit?: number
}

/** Ends the live ones of these, locked in the order of their ids: two that end some of the same wait, but not in a circle. */
async function revokeThose(db: Db, { now, which, limit }: GrantSelection): Promise<bigint> {
  const { numAffectedRows } = await sql`
    with held as materialized (
      select id from grants where environment_id = ${db.environmentId} and ${which} and revoked_at is null
      order by id limit ${limit ?? null}::bigint for no key update)
    update grants set revoked_at = ${now} from held
    where grants.environment_id = ${db.environmentId} and grants.id = held.id and grants.revoked_at is null`.execute(db)
  return numAffectedRows ?? 0n
}

interface Members {
  readonly organizationId: string
  readonly userIds: readonly string[]
}

/** Ends what these users may do in an organization (AS-30); what they may do elsewhere goes on. */
export async function revokeGrantsOfMembers(
  db: Db,
  { organizationId, userIds, now }: Members & { readonly now: Date },
): Promise<void> {
  const which = sql`organization_id = ${organizationId} and user_id = any(${[...userIds]}::uuid[])`
  await revokeThose(db, { now, which })
}

/** Removes the grants of these users in an organization that is about to be removed itself. */
export async function removeGrantsOfMembers(db: Db, { organizationId, userIds }: Members): Promise<void> {
  await sql`
    with held as materialized (
      select id from grants where environment_id = ${db.environmentId} and organization_id = ${organizationId}
        and user_id = any(${[...userIds]}::uuid[])
      order by id for update)
    delete from grants using held where grants.environment_id = ${db.environmentId} and grants.id = held.id`.execute(db)
}
