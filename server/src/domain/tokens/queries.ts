import { addRows, sql, type Db } from '#platform/db'

export interface NewCode {
  readonly id: string
  readonly digest: Buffer
  readonly grantId: string
  readonly applicationId: string
  readonly redirectUri: string
  readonly codeChallenge: string | null
  readonly nonce: string | null
  readonly issuer: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

export async function insertCode(db: Db, environmentId: string, code: NewCode): Promise<void> {
  await db
    .insertInto('authorization_codes')
    .values({
      environment_id: environmentId,
      id: code.id,
      digest: code.digest,
      grant_id: code.grantId,
      application_id: code.applicationId,
      redirect_uri: code.redirectUri,
      code_challenge: code.codeChallenge,
      nonce: code.nonce === null ? null : Buffer.from(code.nonce),
      issuer: code.issuer,
      created_at: code.createdAt,
      expires_at: code.expiresAt,
    })
    .execute()
}

export interface NewAccessToken {
  readonly jti: string
  readonly grantId: string | null
  readonly applicationId: string
  readonly audiences: readonly string[]
  readonly issuedAt: Date
  readonly expiresAt: Date
  /** When the user's claims had last changed; null for a client's own token. */
  readonly claimsAsOf: Date | null
  readonly sealed: Buffer | null
}

export interface NewRefreshToken {
  readonly id: string
  readonly digest: Buffer
  readonly grantId: string
  readonly applicationId: string
  readonly issuer: string
  readonly createdAt: Date
  readonly expiresAt: Date
}

const INSERT_ACCESS_TOKEN = `
  insert into access_tokens
    (environment_id, id, issued_at, grant_id, application_id, audiences, expires_at, claims_as_of, sealed)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

export async function insertAccessToken(db: Db, environmentId: string, token: NewAccessToken): Promise<void> {
  const { jti, issuedAt, grantId, applicationId, audiences, expiresAt, claimsAsOf, sealed } = token
  const values = [environmentId, jti, issuedAt, grantId, applicationId, [...audiences], expiresAt, claimsAsOf, sealed]
  await addRows(db, INSERT_ACCESS_TOKEN, values)
}

export async function insertRefreshToken(db: Db, environmentId: string, token: NewRefreshToken): Promise<void> {
  await db
    .insertInto('refresh_tokens')
    .values({
      environment_id: environmentId,
      id: token.id,
      digest: token.digest,
      grant_id: token.grantId,
      application_id: token.applicationId,
      issuer: token.issuer,
      created_at: token.createdAt,
      expires_at: token.expiresAt,
    })
    .execute()
}

/**
 * Uses up a code and writes the tokens it is exchanged for: one statement, so that of any number of redemptions at the
 * same moment one succeeds, and a crash leaves either nothing or all (RFC 6749 section 4.1.2).
 */
export async function exchangeCode(
  db: Db,
  environmentId: string,
  exchange: { codeId: string; now: Date; access: NewAccessToken; refresh: NewRefreshToken | undefined },
): Promise<boolean> {
  const { codeId, now, access, refresh } = exchange
  const { rows } = await sql`
    with consumed as (
      update authorization_codes set used_at = ${now}
      where environment_id = ${environmentId}::uuid and id = ${codeId}::uuid and used_at is null and expires_at > ${now}
      returning environment_id
    ), ${writeTokens('consumed', access, refresh)}
    select environment_id from consumed`.execute(db)
  return rows.length === 1
}

/** Retires a refresh token and writes its successor, and the new access token where there is one: one statement. */
export async function replaceRefreshToken(
  db: Db,
  environmentId: string,
  rotation: {
    tokenId: string
    now: Date
    successorSealed: Buffer
    access: NewAccessToken | undefined
    refresh: NewRefreshToken
  },
): Promise<boolean> {
  const { tokenId, now, successorSealed, access, refresh } = rotation
  const { rows } = await sql`
    with rotated as (
      update refresh_tokens set rotated_at = ${now}, successor_sealed = ${successorSealed}
      where environment_id = ${environmentId}::uuid and id = ${tokenId}::uuid and rotated_at is null and expires_at > ${now}
      returning environment_id
    ), ${writeTokens('rotated', access, refresh)}
    select environment_id from rotated`.execute(db)
  return rows.length === 1
}

function writeTokens(from: string, access: NewAccessToken | undefined, refresh: NewRefreshToken | undefined) {
  const writes = [...(access ? [accessInsert(from, access)] : []), ...(refresh ? [refreshInsert(from, refresh)] : [])]
  return sql.join(writes, sql`, `)
}

function accessInsert(from: string, token: NewAccessToken) {
  return sql`access as (
    insert into access_tokens (environment_id, id, issued_at, grant_id, application_id, audiences, expires_at,
      claims_as_of, sealed)
    select environment_id, ${token.jti}::uuid, ${token.issuedAt}::timestamptz, ${token.grantId}::uuid,
      ${token.applicationId}::uuid, ${[...token.audiences]}::text[], ${token.expiresAt}::timestamptz,
      ${token.claimsAsOf}::timestamptz, ${token.sealed}::bytea
    from ${sql.ref(from)})`
}

function refreshInsert(from: string, token: NewRefreshToken) {
  return sql`refresh as (
    insert into refresh_tokens (environment_id, id, digest, grant_id, application_id, issuer, created_at, expires_at)
    select environment_id, ${token.id}::uuid, ${token.digest}::bytea, ${token.grantId}::uuid,
      ${token.applicationId}::uuid, ${token.issuer}, ${token.createdAt}::timestamptz, ${token.expiresAt}::timestamptz
    from ${sql.ref(from)})`
}

/** Ends one access token of an application. Its partition is named by the second that the token was issued in. */
export async function revokeAccessToken(
  db: Db,
  environmentId: string,
  { jti, applicationId, issued, now }: { jti: string; applicationId: string; issued: readonly [Date, Date]; now: Date },
): Promise<void> {
  const [from, until] = issued
  await db
    .updateTable('access_tokens')
    .set({ revoked_at: now })
    .where('environment_id', '=', environmentId)
    .where('id', '=', jti)
    .where('issued_at', '>=', from)
    .where('issued_at', '<', until)
    .where('application_id', '=', applicationId)
    .where('revoked_at', 'is', null)
    .execute()
}
