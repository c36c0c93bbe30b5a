import { keyedInsert, keyedWrite, writeRows, type Db } from '#platform/db'

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

const INSERT_ACCESS_TOKEN = keyedInsert('access_tokens', {
  id: 'uuid',
  issued_at: 'timestamptz',
  grant_id: 'uuid',
  application_id: 'uuid',
  audiences: 'text[]',
  expires_at: 'timestamptz',
  claims_as_of: 'timestamptz',
  sealed: 'bytea',
})

export async function insertAccessToken(db: Db, environmentId: string, token: NewAccessToken): Promise<void> {
  await writeRows(db, INSERT_ACCESS_TOKEN, [environmentId, ...accessValues(token)])
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

// `from` is what was used up: nothing is written unless that was.
const writeAccess = (from: string, at: number) => `access as (
    insert into access_tokens
      (environment_id, id, issued_at, grant_id, application_id, audiences, expires_at, claims_as_of, sealed)
    select environment_id, $${at}::uuid, $${at + 1}::timestamptz, $${at + 2}::uuid, $${at + 3}::uuid, $${at + 4}::text[],
      $${at + 5}::timestamptz, $${at + 6}::timestamptz, $${at + 7}::bytea
    from ${from})`

const accessValues = (token: NewAccessToken) => {
  const { jti, issuedAt, grantId, applicationId, audiences, expiresAt, claimsAsOf, sealed } = token
  return [jti, issuedAt, grantId, applicationId, [...audiences], expiresAt, claimsAsOf, sealed]
}

const writeRefresh = (from: string, at: number) => `refresh as (
    insert into refresh_tokens (environment_id, id, digest, grant_id, application_id, issuer, created_at, expires_at)
    select environment_id, $${at}::uuid, $${at + 1}::bytea, $${at + 2}::uuid, $${at + 3}::uuid, $${at + 4},
      $${at + 5}::timestamptz, $${at + 6}::timestamptz
    from ${from})`

const refreshValues = (token: NewRefreshToken) => {
  const { id, digest, grantId, applicationId, issuer, createdAt, expiresAt } = token
  return [id, digest, grantId, applicationId, issuer, createdAt, expiresAt]
}

// Written so that no index is searched for it: until a table is analysed, that over the expiry looks as good as the key, and
// finds all that are alive.
const isAlive = '(expires_at > $3) is true'

const CONSUME_CODE = `
  with consumed as (
    update authorization_codes set used_at = $3
    where environment_id = $1 and id = $2 and used_at is null and ${isAlive}
    returning environment_id
  ), ${writeAccess('consumed', 4)}`
const EXCHANGE_CODE = keyedWrite(`${CONSUME_CODE} select from consumed`)
const EXCHANGE_CODE_FOR_BOTH = keyedWrite(`${CONSUME_CODE}, ${writeRefresh('consumed', 12)} select from consumed`)

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
  const values = [environmentId, codeId, now, ...accessValues(access)]
  const rows = refresh
    ? await writeRows(db, EXCHANGE_CODE_FOR_BOTH, [...values, ...refreshValues(refresh)])
    : await writeRows(db, EXCHANGE_CODE, values)
  return rows.length === 1
}

const ROTATE = `
  with rotated as (
    update refresh_tokens set rotated_at = $3, successor_sealed = $4
    where environment_id = $1 and id = $2 and rotated_at is null and ${isAlive}
    returning environment_id
  ), ${writeRefresh('rotated', 5)}`
const REPLACE_REFRESH_TOKEN = keyedWrite(`${ROTATE} select from rotated`)
const REPLACE_BOTH_TOKENS = keyedWrite(`${ROTATE}, ${writeAccess('rotated', 12)} select from rotated`)

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
  const values = [environmentId, tokenId, now, successorSealed, ...refreshValues(refresh)]
  const rows = access
    ? await writeRows(db, REPLACE_BOTH_TOKENS, [...values, ...accessValues(access)])
    : await writeRows(db, REPLACE_REFRESH_TOKEN, values)
  return rows.length === 1
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
