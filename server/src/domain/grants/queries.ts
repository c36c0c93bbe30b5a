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

export async function insertGrant(db: Db, environmentId: string, grant: NewGrant): Promise<void> {
  await db
    .insertInto('grants')
    .values({
      environment_id: environmentId,
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
export async function revokeGrant(
  db: Db,
  environmentId: string,
  { id, now }: { id: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('grants')
    .set({ revoked_at: now })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function revokeGrantsOfSession(
  db: Db,
  environmentId: string,
  { sessionId, now }: { sessionId: string; now: Date },
): Promise<void> {
  await db
    .updateTable('grants')
    .set({ revoked_at: now })
    .where('environment_id', '=', environmentId)
    .where('session_id', '=', sessionId)
    .where('revoked_at', 'is', null)
    .execute()
}

export async function revokeGrantsOfUser(
  db: Db,
  environmentId: string,
  { userId, now }: { userId: string; now: Date },
): Promise<void> {
  await db
    .updateTable('grants')
    .set({ revoked_at: now })
    .where('environment_id', '=', environmentId)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .execute()
}

const AT_ONCE = 5_000

/** Ends every grant in an organization, in parts: each is ended for good as soon as its part is. */
export async function revokeGrantsOfOrganization(
  db: Db,
  environmentId: string,
  { organizationId, now }: { organizationId: string; now: Date },
): Promise<void> {
  for (;;) {
    const live = db
      .selectFrom('grants')
      .select('id')
      .where('environment_id', '=', environmentId)
      .where('organization_id', '=', organizationId)
      .where('revoked_at', 'is', null)
      .limit(AT_ONCE)
    const { numUpdatedRows } = await db
      .updateTable('grants')
      .set({ revoked_at: now })
      .where('environment_id', '=', environmentId)
      .where('id', 'in', live)
      .where('revoked_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return
  }
}

interface Members {
  readonly organizationId: string
  readonly userIds: readonly string[]
}

/** Ends what these users may do in an organization (AS-30); what they may do elsewhere goes on. */
export async function revokeGrantsOfMembers(
  db: Db,
  environmentId: string,
  { organizationId, userIds, now }: Members & { readonly now: Date },
): Promise<void> {
  await db
    .updateTable('grants')
    .set({ revoked_at: now })
    .where('environment_id', '=', environmentId)
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`user_id = any(${[...userIds]}::uuid[])`)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Removes the grants of these users in an organization that is about to be removed itself. */
export async function removeGrantsOfMembers(
  db: Db,
  environmentId: string,
  { organizationId, userIds }: Members,
): Promise<void> {
  await db
    .deleteFrom('grants')
    .where('environment_id', '=', environmentId)
    .where('organization_id', '=', organizationId)
    .where(sql<boolean>`user_id = any(${[...userIds]}::uuid[])`)
    .execute()
}
