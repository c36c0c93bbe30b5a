import { rowOf, run, statement, type Arguments, type Db, type Placeholders } from '#platform/db'
import {
  authorityColumns,
  authorityOfRow,
  SUBJECT_COLUMNS,
  SUBJECT_JOINS,
  subjectOfRow,
  type Authority,
  isStillMember,
  type AuthorityRow,
  type Subject,
  type SubjectRow,
} from '#domain/claims'
import type { RequestedClaims } from '#domain/grants'

/** A grant with the present state of its user. */
export interface GrantSnapshot {
  readonly grantId: string
  /** Null where the grant outlives the session it was made in. */
  readonly sessionId: string | null
  readonly applicationId: string
  readonly scopes: readonly string[]
  readonly audiences: readonly string[]
  readonly requestedClaims: RequestedClaims
  readonly amr: readonly string[]
  readonly authenticatedAt: Date
  readonly grantedAt: Date
  readonly isRevoked: boolean
  readonly subject: Subject
}

/** A grant with the rights of the user: everything that issuing a token needs, in one query. */
export interface TokenSnapshot extends GrantSnapshot {
  readonly authority: Authority
  /** The scopes of APIs that the request named; undefined where it named none, which means all that the user has. */
  readonly namedApiScopes: readonly string[] | undefined
}

interface SnapshotRow extends SubjectRow {
  readonly grant_id: string
  readonly grant_session_id: string | null
  readonly grant_application_id: string
  readonly scopes: string[]
  readonly audiences: string[]
  readonly id_token_claims: string[]
  readonly userinfo_claims: string[]
  readonly amr: string[]
  readonly authenticated_at: Date
  readonly granted_at: Date
  readonly grant_revoked_at: Date | null
}

interface TokenRow extends SnapshotRow, AuthorityRow {
  readonly named_api_scopes: string[] | null
}

// The query looks up the secret first, and from it the grant by its whole key: see the parts of the subject.
const SNAPSHOT = `
  g.id as grant_id, g.session_id as grant_session_id, g.application_id as grant_application_id, g.scopes, g.audiences, g.id_token_claims, g.userinfo_claims,
  g.amr, g.authenticated_at, g.created_at as granted_at, g.revoked_at as grant_revoked_at, ${SUBJECT_COLUMNS}`

const SNAPSHOT_OF_FOUND = `
  from found
  join grants g on g.environment_id = $1 and g.id = (select grant_id from found limit 1)
  ${SUBJECT_JOINS}`

function tokenSnapshot(propertyIds: string): string {
  return `${SNAPSHOT}, g.api_scopes as named_api_scopes, ${authorityColumns(propertyIds)}`
}

function snapshotOf(row: SnapshotRow): GrantSnapshot {
  return {
    grantId: row.grant_id,
    sessionId: row.grant_session_id,
    applicationId: row.grant_application_id,
    scopes: row.scopes,
    audiences: row.audiences,
    requestedClaims: { idToken: row.id_token_claims, userinfo: row.userinfo_claims },
    amr: row.amr,
    authenticatedAt: row.authenticated_at,
    grantedAt: row.granted_at,
    isRevoked: row.grant_revoked_at !== null,
    subject: subjectOfRow(row),
  }
}

function tokenSnapshotOf(row: TokenRow): TokenSnapshot {
  const namedApiScopes = row.named_api_scopes ?? undefined
  return { ...snapshotOf(row), authority: authorityOfRow(row), namedApiScopes }
}

/** The key to look up, and the properties of user and organization that the application wants. */
export interface SnapshotKey<K> {
  readonly key: K
  readonly propertyIds: readonly string[]
}

const FIND_GRANT = statement({
  row: rowOf<TokenRow>(),
  plan: 'generic',
  batch: 'reads',
  parameters: { environment: 'uuid', grantId: 'uuid', propertyIds: 'uuid[]' },
  sql: ($) => `
  with found as materialized (select ${$.grantId}::uuid as grant_id)
  select ${tokenSnapshot($.propertyIds)} ${SNAPSHOT_OF_FOUND}`,
})

export async function findGrant(
  db: Db,
  { key: grantId, propertyIds }: SnapshotKey<string>,
): Promise<TokenSnapshot | undefined> {
  const [row] = await run(db, FIND_GRANT, { grantId, propertyIds })
  return row && tokenSnapshotOf(row)
}

export interface StoredCode extends TokenSnapshot {
  readonly codeId: string
  readonly redirectUri: string
  readonly codeChallenge: string | undefined
  readonly nonce: string | undefined
  readonly issuer: string
  readonly expiresAt: Date
  readonly isUsed: boolean
}

interface CodeRow extends TokenRow {
  readonly code_id: string
  readonly redirect_uri: string
  readonly code_challenge: string | null
  readonly nonce: Buffer | null
  readonly issuer: string
  readonly expires_at: Date
  readonly used_at: Date | null
}

const FIND_CODE = statement({
  row: rowOf<CodeRow>(),
  plan: 'generic',
  batch: 'reads',
  parameters: { environment: 'uuid', digest: 'bytea', propertyIds: 'uuid[]' },
  sql: ($) => `
  with found as materialized (
    select id as code_id, grant_id, redirect_uri, code_challenge, nonce, issuer, expires_at, used_at
    from authorization_codes where environment_id = ${$.environment} and digest = ${$.digest})
  select found.*, ${tokenSnapshot($.propertyIds)} ${SNAPSHOT_OF_FOUND}`,
})

export async function findCode(
  db: Db,
  { key: digest, propertyIds }: SnapshotKey<Buffer>,
): Promise<StoredCode | undefined> {
  const [row] = await run(db, FIND_CODE, { digest, propertyIds })
  return (
    row && {
      ...tokenSnapshotOf(row),
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

export interface CurrentAccessToken {
  readonly jti: string
  /** The time of the last change of the user's claims before the token was issued. */
  readonly claimsAsOf: Date
  readonly expiresAt: Date
  readonly audiences: readonly string[]
  readonly sealed: Buffer
}

export interface StoredRefreshToken extends GrantSnapshot {
  readonly tokenId: string
  readonly issuer: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly rotatedAt: Date | undefined
  readonly successorSealed: Buffer | undefined
  /** The session of the grant, while it has not ended. */
  readonly session: { readonly id: string; readonly lastActiveAt: Date } | undefined
  /** The access token of this grant that may be returned again. */
  readonly current: CurrentAccessToken | undefined
}

interface RefreshTokenRow extends SnapshotRow {
  readonly token_id: string
  readonly issuer: string
  readonly refresh_created_at: Date
  readonly expires_at: Date
  readonly rotated_at: Date | null
  readonly successor_sealed: Buffer | null
  readonly session_id: string | null
  readonly last_active_at: Date | null
  readonly jti: string | null
  readonly claims_as_of: Date | null
  readonly current_expires_at: Date | null
  readonly current_audiences: readonly string[] | null
  readonly sealed: Buffer | null
}

const REFRESH_TOKEN_KEY = { environment: 'uuid', digest: 'bytea', now: 'timestamptz' } as const

const findRefreshTokenWith = (snapshot: string, $: Placeholders<typeof REFRESH_TOKEN_KEY>) => `
  with found as materialized (
    select id as token_id, grant_id, issuer, created_at as refresh_created_at, expires_at, rotated_at, successor_sealed
    from refresh_tokens where environment_id = ${$.environment} and digest = ${$.digest})
  select found.*, current.*, session.*, ${snapshot} ${SNAPSHOT_OF_FOUND}
  left join lateral (
    select id as session_id, last_active_at from sessions
    where environment_id = ${$.environment} and id = g.session_id and revoked_at is null and (expires_at > ${$.now}) is true offset 0
    ) session on true
  left join lateral (
    select a.id as jti, a.expires_at as current_expires_at,
      a.audiences as current_audiences, a.claims_as_of, a.sealed
    from access_tokens a
    where a.environment_id = ${$.environment} and a.grant_id = found.grant_id and a.expires_at > ${$.now} and a.revoked_at is null
    order by a.issued_at desc limit 1) current on true`

const FIND_REFRESH_TOKEN = statement({
  row: rowOf<RefreshTokenRow>(),
  plan: 'generic',
  batch: 'reads',
  parameters: REFRESH_TOKEN_KEY,
  sql: ($) => findRefreshTokenWith(SNAPSHOT, $),
})
const FIND_REFRESH_TOKEN_WITH_AUTHORITY = statement({
  row: rowOf<RefreshTokenRow & TokenRow>(),
  plan: 'generic',
  batch: 'reads',
  parameters: { ...REFRESH_TOKEN_KEY, propertyIds: 'uuid[]' },
  sql: ($) => findRefreshTokenWith(tokenSnapshot($.propertyIds), $),
})

interface RefreshTokenKey {
  readonly digest: Buffer
  readonly now: Date
}

/** Finds a refresh token without the rights of its user, which are half of the reading. */
export async function findRefreshToken(
  db: Db,
  { digest, now }: RefreshTokenKey,
): Promise<StoredRefreshToken | undefined> {
  const [row] = await run(db, FIND_REFRESH_TOKEN, { digest, now })
  return row && storedRefreshTokenOf(row)
}

export type EmpoweredRefreshToken = StoredRefreshToken & TokenSnapshot

/** Finds a refresh token with the rights of its user. */
export async function findRefreshTokenWithAuthority(
  db: Db,
  { key: { digest, now }, propertyIds }: SnapshotKey<RefreshTokenKey>,
): Promise<EmpoweredRefreshToken | undefined> {
  const [row] = await run(db, FIND_REFRESH_TOKEN_WITH_AUTHORITY, { digest, now, propertyIds })
  return row && { ...tokenSnapshotOf(row), ...storedRefreshTokenOf(row) }
}

function storedRefreshTokenOf(row: RefreshTokenRow): StoredRefreshToken {
  const { session_id: sessionId, last_active_at: lastActiveAt } = row
  const { jti, current_expires_at: expiresAt, current_audiences: audiences, claims_as_of: claimsAsOf, sealed } = row
  return {
    ...snapshotOf(row),
    tokenId: row.token_id,
    issuer: row.issuer,
    createdAt: row.refresh_created_at,
    expiresAt: row.expires_at,
    rotatedAt: row.rotated_at ?? undefined,
    successorSealed: row.successor_sealed ?? undefined,
    session: sessionId && lastActiveAt ? { id: sessionId, lastActiveAt } : undefined,
    current:
      jti && claimsAsOf && expiresAt && audiences && sealed
        ? { jti, claimsAsOf, expiresAt, audiences, sealed }
        : undefined,
  }
}

export interface TokenKey {
  readonly jti: string
  /** `iat` identifies the partition. */
  readonly issuedAtSeconds: number
  readonly now: Date
}

/** Returns the second in which a token was issued, from its `iat`. */
export function withinSecond({ issuedAtSeconds }: Pick<TokenKey, 'issuedAtSeconds'>): [Date, Date] {
  return [new Date(issuedAtSeconds * 1000), new Date((issuedAtSeconds + 1) * 1000)]
}

function valuesOf(key: TokenKey): Arguments<typeof TOKEN_KEY> {
  const [issuedFrom, issuedUntil] = withinSecond(key)
  return { jti: key.jti, issuedFrom, issuedUntil, now: key.now }
}

const TOKEN_KEY = {
  environment: 'uuid',
  jti: 'uuid',
  issuedFrom: 'timestamptz',
  issuedUntil: 'timestamptz',
  now: 'timestamptz',
} as const

const FIND_GRANT_OF_ACCESS_TOKEN = statement({
  row: rowOf<SnapshotRow>(),
  plan: 'generic',
  batch: 'reads',
  parameters: TOKEN_KEY,
  sql: ($) => `
  with found as materialized (
    select grant_id from access_tokens
    where environment_id = ${$.environment} and id = ${$.jti} and issued_at >= ${$.issuedFrom} and issued_at < ${$.issuedUntil} and revoked_at is null and expires_at > ${$.now})
  select ${SNAPSHOT} ${SNAPSHOT_OF_FOUND}
  where g.revoked_at is null and not u.is_suspended`,
})

/**
 * Returns the grant of a user's access token while the token is live. It ends when the user leaves the organization of
 * the token, since the token states the user's rights there.
 */
export async function findGrantOfAccessToken(db: Db, key: TokenKey): Promise<GrantSnapshot | undefined> {
  const [row] = await run(db, FIND_GRANT_OF_ACCESS_TOKEN, valuesOf(key))
  const grant = row && snapshotOf(row)
  return grant && isStillMember(grant.subject) ? grant : undefined
}

const FIND_CLIENT_TOKEN = statement({
  plan: 'generic',
  batch: 'reads',
  parameters: TOKEN_KEY,
  sql: ($) => `
  select true as is_live from access_tokens
  where environment_id = ${$.environment} and id = ${$.jti} and issued_at >= ${$.issuedFrom} and issued_at < ${$.issuedUntil}
    and revoked_at is null and grant_id is null and expires_at > ${$.now}`,
})

/** Whether a client's own access token is live. */
export async function isClientTokenLive(db: Db, key: TokenKey): Promise<boolean> {
  const rows = await run(db, FIND_CLIENT_TOKEN, valuesOf(key))
  return rows.length > 0
}

export async function isCodeRedeemable(
  db: Db,
  { digest, now }: { readonly digest: Buffer; readonly now: Date },
): Promise<boolean> {
  const row = await db
    .selectFrom('authorization_codes as c')
    .innerJoin('grants as g', (join) =>
      join.onRef('g.environment_id', '=', 'c.environment_id').onRef('g.id', '=', 'c.grant_id'),
    )
    .select('c.id')
    .where('c.environment_id', '=', db.environmentId)
    .where('c.digest', '=', digest)
    .where('c.used_at', 'is', null)
    .where('c.expires_at', '>', now)
    .where('g.revoked_at', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}
