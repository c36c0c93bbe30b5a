import type { Db } from '#platform/db'

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
