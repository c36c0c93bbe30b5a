import { run, statement, type Arguments, type Db, type Placeholders } from '#platform/db'

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

export async function insertCode(db: Db, code: NewCode): Promise<void> {
  await db
    .insertInto('authorization_codes')
    .values({
      environment_id: db.environmentId,
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

const INSERT_ACCESS_TOKEN = statement({
  plan: 'generic',
  batch: 'writes',
  insertInto: 'access_tokens',
  parameters: {
    environment: 'uuid',
    id: 'uuid',
    issued_at: 'timestamptz',
    grant_id: 'uuid',
    application_id: 'uuid',
    audiences: 'text[]',
    expires_at: 'timestamptz',
    claims_as_of: 'timestamptz',
    sealed: 'bytea',
  },
})

export async function insertAccessToken(db: Db, token: NewAccessToken): Promise<void> {
  await run(db, INSERT_ACCESS_TOKEN, {
    id: token.jti,
    issued_at: token.issuedAt,
    grant_id: token.grantId,
    application_id: token.applicationId,
    audiences: token.audiences,
    expires_at: token.expiresAt,
    claims_as_of: token.claimsAsOf,
    sealed: token.sealed,
  })
}

export async function insertRefreshToken(db: Db, token: NewRefreshToken): Promise<void> {
  await db
    .insertInto('refresh_tokens')
    .values({
      environment_id: db.environmentId,
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

const ACCESS_TOKEN = {
  jti: 'uuid',
  issuedAt: 'timestamptz',
  accessGrantId: 'uuid',
  accessApplicationId: 'uuid',
  audiences: 'text[]',
  accessExpiresAt: 'timestamptz',
  claimsAsOf: 'timestamptz',
  sealed: 'bytea',
} as const

// `from` has the row that was used up; without one nothing is written.
const writeAccess = (from: string, $: Placeholders<typeof ACCESS_TOKEN>) => `access as (
    insert into access_tokens
      (environment_id, id, issued_at, grant_id, application_id, audiences, expires_at, claims_as_of, sealed)
    select environment_id, ${$.jti}::uuid, ${$.issuedAt}::timestamptz, ${$.accessGrantId}::uuid, ${$.accessApplicationId}::uuid, ${$.audiences}::text[],
      ${$.accessExpiresAt}::timestamptz, ${$.claimsAsOf}::timestamptz, ${$.sealed}::bytea
    from ${from})`

function accessValues(token: NewAccessToken): Arguments<typeof ACCESS_TOKEN> {
  const { jti, issuedAt, audiences, claimsAsOf, sealed } = token
  const { grantId: accessGrantId, applicationId: accessApplicationId, expiresAt: accessExpiresAt } = token
  return { jti, issuedAt, accessGrantId, accessApplicationId, audiences, accessExpiresAt, claimsAsOf, sealed }
}

const REFRESH_TOKEN = {
  refreshId: 'uuid',
  digest: 'bytea',
  refreshGrantId: 'uuid',
  refreshApplicationId: 'uuid',
  issuer: 'text',
  createdAt: 'timestamptz',
  refreshExpiresAt: 'timestamptz',
} as const

const writeRefresh = (from: string, $: Placeholders<typeof REFRESH_TOKEN>) => `refresh as (
    insert into refresh_tokens (environment_id, id, digest, grant_id, application_id, issuer, created_at, expires_at)
    select environment_id, ${$.refreshId}::uuid, ${$.digest}::bytea, ${$.refreshGrantId}::uuid, ${$.refreshApplicationId}::uuid, ${$.issuer},
      ${$.createdAt}::timestamptz, ${$.refreshExpiresAt}::timestamptz
    from ${from})`

function refreshValues(token: NewRefreshToken): Arguments<typeof REFRESH_TOKEN> {
  const { id: refreshId, digest, issuer, createdAt } = token
  const { grantId: refreshGrantId, applicationId: refreshApplicationId, expiresAt: refreshExpiresAt } = token
  return { refreshId, digest, refreshGrantId, refreshApplicationId, issuer, createdAt, refreshExpiresAt }
}

// Written so that PostgreSQL does not use an index for it: until a table is analysed, the index of the expiry looks as good
// as the key, and finds every live token.
const isAlive = (now: string) => `(expires_at > ${now}) is true`

const CODE_AND_ACCESS = { environment: 'uuid', codeId: 'uuid', now: 'timestamptz', ...ACCESS_TOKEN } as const

const consumeCode = ($: Placeholders<typeof CODE_AND_ACCESS>) => `
  with consumed as (
    update authorization_codes set used_at = ${$.now}
    where environment_id = ${$.environment} and id = ${$.codeId} and used_at is null and ${isAlive($.now)}
    returning environment_id
  ), ${writeAccess('consumed', $)}`

const EXCHANGE_CODE = statement({
  plan: 'generic',
  batch: 'writes',
  parameters: CODE_AND_ACCESS,
  sql: ($) => `${consumeCode($)} select from consumed`,
})
const EXCHANGE_CODE_FOR_BOTH = statement({
  plan: 'generic',
  batch: 'writes',
  parameters: { ...CODE_AND_ACCESS, ...REFRESH_TOKEN },
  sql: ($) => `${consumeCode($)}, ${writeRefresh('consumed', $)} select from consumed`,
})

/**
 * Uses up a code and writes the tokens it is exchanged for: one statement, so that of any number of redemptions at the
 * same moment one succeeds, and a crash leaves either nothing or all (RFC 6749 section 4.1.2).
 */
export async function exchangeCode(
  db: Db,
  exchange: { codeId: string; now: Date; access: NewAccessToken; refresh: NewRefreshToken | undefined },
): Promise<boolean> {
  const { codeId, now, access, refresh } = exchange
  const values = { codeId, now, ...accessValues(access) }
  const rows = refresh
    ? await run(db, EXCHANGE_CODE_FOR_BOTH, { ...values, ...refreshValues(refresh) })
    : await run(db, EXCHANGE_CODE, values)
  return rows.length === 1
}

const ROTATION = {
  environment: 'uuid',
  tokenId: 'uuid',
  now: 'timestamptz',
  successorSealed: 'bytea',
  ...REFRESH_TOKEN,
} as const

const rotate = ($: Placeholders<typeof ROTATION>) => `
  with rotated as (
    update refresh_tokens set rotated_at = ${$.now}, successor_sealed = ${$.successorSealed}
    where environment_id = ${$.environment} and id = ${$.tokenId} and rotated_at is null and ${isAlive($.now)}
    returning environment_id
  ), ${writeRefresh('rotated', $)}`

const REPLACE_REFRESH_TOKEN = statement({
  plan: 'generic',
  batch: 'writes',
  parameters: ROTATION,
  sql: ($) => `${rotate($)} select from rotated`,
})
const REPLACE_BOTH_TOKENS = statement({
  plan: 'generic',
  batch: 'writes',
  parameters: { ...ROTATION, ...ACCESS_TOKEN },
  sql: ($) => `${rotate($)}, ${writeAccess('rotated', $)} select from rotated`,
})

/** Retires a refresh token and writes its successor, and the new access token where there is one: one statement. */
export async function replaceRefreshToken(
  db: Db,
  rotation: {
    tokenId: string
    now: Date
    successorSealed: Buffer
    access: NewAccessToken | undefined
    refresh: NewRefreshToken
  },
): Promise<boolean> {
  const { tokenId, now, successorSealed, access, refresh } = rotation
  const values = { tokenId, now, successorSealed, ...refreshValues(refresh) }
  const rows = access
    ? await run(db, REPLACE_BOTH_TOKENS, { ...values, ...accessValues(access) })
    : await run(db, REPLACE_REFRESH_TOKEN, values)
  return rows.length === 1
}

/** Ends one access token of an application. Its partition is named by the second that the token was issued in. */
export async function revokeAccessToken(
  db: Db,
  { jti, applicationId, issued, now }: { jti: string; applicationId: string; issued: readonly [Date, Date]; now: Date },
): Promise<void> {
  const [from, until] = issued
  await db
    .updateTable('access_tokens')
    .set({ revoked_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', jti)
    .where('issued_at', '>=', from)
    .where('issued_at', '<', until)
    .where('application_id', '=', applicationId)
    .where('revoked_at', 'is', null)
    .execute()
}
