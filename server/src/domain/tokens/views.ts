import { sql, type Db } from '#platform/db'
import type { Subject } from '#domain/claims'

/** A grant with the snapshot of its user: all that issuing a token needs, in one query. */
export interface GrantSnapshot {
  readonly grantId: string
  readonly applicationId: string
  readonly scopes: readonly string[]
  readonly audiences: readonly string[]
  readonly amr: readonly string[]
  readonly authenticatedAt: Date
  readonly grantedAt: Date
  readonly isRevoked: boolean
  readonly subject: Subject
}

function snapshots(db: Db, environmentId: string) {
  return db
    .selectFrom('grants')
    .innerJoin('users', (join) =>
      join.onRef('users.environment_id', '=', 'grants.environment_id').onRef('users.id', '=', 'grants.user_id'),
    )
    .leftJoin('identities as email', (join) =>
      join
        .onRef('email.environment_id', '=', 'grants.environment_id')
        .onRef('email.user_id', '=', 'grants.user_id')
        .on('email.kind', '=', 'email')
        .on('email.is_primary', '=', true),
    )
    .leftJoin('organizations as organization', (join) =>
      join
        .onRef('organization.environment_id', '=', 'grants.environment_id')
        .onRef('organization.id', '=', 'grants.organization_id'),
    )
    .select(['grants.id as grant_id', 'grants.application_id as grant_application_id', 'grants.scopes'])
    .select(['grants.audiences', 'grants.amr', 'grants.authenticated_at', 'grants.created_at as granted_at'])
    .select(['grants.revoked_at as grant_revoked_at', 'users.id as user_id', 'users.given_name', 'users.family_name'])
    .select(['users.picture', 'users.provided_id', 'users.is_suspended', 'users.profile_updated_at'])
    .select(['users.claims_changed_at', 'email.value as email', 'email.verified_at as email_verified_at'])
    .select(['organization.code as organization_code', 'organization.name as organization_name'])
    .select(
      sql<string[]>`array(select o.code from memberships m
        join organizations o on o.environment_id = m.environment_id and o.id = m.organization_id
        where m.environment_id = grants.environment_id and m.user_id = grants.user_id
        order by m.created_at, o.id)`.as('organization_codes'),
    )
    .where('grants.environment_id', '=', environmentId)
}

type SnapshotRow = NonNullable<Awaited<ReturnType<ReturnType<typeof snapshots>['executeTakeFirst']>>>

function snapshotOf(row: SnapshotRow): GrantSnapshot {
  return {
    grantId: row.grant_id,
    applicationId: row.grant_application_id,
    scopes: row.scopes,
    audiences: row.audiences,
    amr: row.amr,
    authenticatedAt: row.authenticated_at,
    grantedAt: row.granted_at,
    isRevoked: row.grant_revoked_at !== null,
    subject: {
      userId: row.user_id,
      givenName: row.given_name,
      familyName: row.family_name,
      picture: row.picture,
      providedId: row.provided_id,
      email: row.email,
      isEmailVerified: row.email_verified_at !== null,
      isSuspended: row.is_suspended,
      profileUpdatedAt: row.profile_updated_at,
      claimsChangedAt: row.claims_changed_at,
      organization:
        row.organization_code === null || row.organization_name === null
          ? undefined
          : { code: row.organization_code, name: row.organization_name },
      organizationCodes: row.organization_codes,
    },
  }
}

export async function findGrant(db: Db, environmentId: string, grantId: string): Promise<GrantSnapshot | undefined> {
  const row = await snapshots(db, environmentId).where('grants.id', '=', grantId).executeTakeFirst()
  return row && snapshotOf(row)
}

export interface StoredCode extends GrantSnapshot {
  readonly codeId: string
  readonly redirectUri: string
  readonly codeChallenge: string | undefined
  readonly nonce: string | undefined
  readonly issuer: string
  readonly expiresAt: Date
  readonly isUsed: boolean
}

export async function findCode(db: Db, environmentId: string, digest: Buffer): Promise<StoredCode | undefined> {
  const row = await snapshots(db, environmentId)
    .innerJoin('authorization_codes as code', (join) =>
      join.onRef('code.environment_id', '=', 'grants.environment_id').onRef('code.grant_id', '=', 'grants.id'),
    )
    .select(['code.id as code_id', 'code.redirect_uri', 'code.code_challenge', 'code.nonce', 'code.issuer'])
    .select(['code.expires_at', 'code.used_at'])
    .where('code.environment_id', '=', environmentId)
    .where('code.digest', '=', digest)
    .executeTakeFirst()
  return (
    row && {
      ...snapshotOf(row),
      codeId: row.code_id,
      redirectUri: row.redirect_uri,
      codeChallenge: row.code_challenge ?? undefined,
      nonce: row.nonce?.toString(),
      issuer: row.issuer,
      expiresAt: row.expires_at,
      isUsed: row.used_at !== null,
    }
  )
}

export interface StoredRefreshToken extends GrantSnapshot {
  readonly tokenId: string
  readonly issuer: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly rotatedAt: Date | undefined
  readonly successorSealed: Buffer | undefined
  /** The access token of this grant that may be given again. */
  readonly current:
    { readonly jti: string; readonly issuedAt: Date; readonly expiresAt: Date; readonly sealed: Buffer } | undefined
}

export async function findRefreshToken(
  db: Db,
  environmentId: string,
  { digest, now }: { digest: Buffer; now: Date },
): Promise<StoredRefreshToken | undefined> {
  const row = await snapshots(db, environmentId)
    .innerJoin('refresh_tokens as refresh', (join) =>
      join.onRef('refresh.environment_id', '=', 'grants.environment_id').onRef('refresh.grant_id', '=', 'grants.id'),
    )
    .leftJoinLateral(
      (expression) =>
        expression
          .selectFrom('access_tokens')
          .select(['access_tokens.id', 'access_tokens.issued_at', 'access_tokens.expires_at', 'access_tokens.sealed'])
          .whereRef('access_tokens.environment_id', '=', 'grants.environment_id')
          .whereRef('access_tokens.grant_id', '=', 'grants.id')
          .where('access_tokens.expires_at', '>', now)
          .where('access_tokens.revoked_at', 'is', null)
          .orderBy('access_tokens.issued_at', 'desc')
          .limit(1)
          .as('current'),
      (join) => join.onTrue(),
    )
    .select(['refresh.id as token_id', 'refresh.issuer', 'refresh.expires_at', 'refresh.rotated_at'])
    .select([
      'refresh.created_at as refresh_created_at',
      'refresh.successor_sealed',
      'current.id as jti',
      'current.issued_at as current_issued_at',
    ])
    .select(['current.expires_at as current_expires_at', 'current.sealed'])
    .where('refresh.environment_id', '=', environmentId)
    .where('refresh.digest', '=', digest)
    .executeTakeFirst()
  if (!row) return undefined
  const { jti, current_issued_at: issuedAt, current_expires_at: expiresAt, sealed } = row
  return {
    ...snapshotOf(row),
    tokenId: row.token_id,
    issuer: row.issuer,
    createdAt: row.refresh_created_at,
    expiresAt: row.expires_at,
    rotatedAt: row.rotated_at ?? undefined,
    successorSealed: row.successor_sealed ?? undefined,
    current: jti && issuedAt && expiresAt && sealed ? { jti, issuedAt, expiresAt, sealed } : undefined,
  }
}

export interface TokenKey {
  readonly jti: string
  /** `iat`: names the partition. */
  readonly issuedAtSeconds: number
  readonly now: Date
}

/** When a token was issued, as its `iat` says. */
export function withinSecond({ issuedAtSeconds }: Pick<TokenKey, 'issuedAtSeconds'>): [Date, Date] {
  return [new Date(issuedAtSeconds * 1000), new Date((issuedAtSeconds + 1) * 1000)]
}

/** The grant behind a user's access token, while that is live. */
export async function findGrantOfAccessToken(
  db: Db,
  environmentId: string,
  key: TokenKey,
): Promise<GrantSnapshot | undefined> {
  const [from, until] = withinSecond(key)
  // A subquery and not a join: until the tables are analysed the planner starts a join at all grants of the environment,
  // and keeps that plan while they grow (measured at 1,100 µs of the database's time, and 330 from the token's own key).
  const row = await snapshots(db, environmentId)
    .where('grants.id', '=', (expression) =>
      expression
        .selectFrom('access_tokens as access')
        .select('access.grant_id')
        .where('access.environment_id', '=', environmentId)
        .where('access.id', '=', key.jti)
        .where('access.issued_at', '>=', from)
        .where('access.issued_at', '<', until)
        .where('access.revoked_at', 'is', null)
        .where('access.expires_at', '>', key.now)
        .limit(1),
    )
    .where('grants.revoked_at', 'is', null)
    .where('users.is_suspended', '=', false)
    .executeTakeFirst()
  return row && snapshotOf(row)
}

/** Whether a client's own access token is live. */
export async function isClientTokenLive(db: Db, environmentId: string, key: TokenKey): Promise<boolean> {
  const [from, until] = withinSecond(key)
  const row = await db
    .selectFrom('access_tokens')
    .select('id')
    .where('environment_id', '=', environmentId)
    .where('id', '=', key.jti)
    .where('issued_at', '>=', from)
    .where('issued_at', '<', until)
    .where('revoked_at', 'is', null)
    .where('grant_id', 'is', null)
    .where('expires_at', '>', key.now)
    .executeTakeFirst()
  return row !== undefined
}
