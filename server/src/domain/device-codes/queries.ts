import { sql, type Db } from '#platform/db'
import type { DeviceCode } from './device-code.ts'

export interface NewDeviceCode {
  readonly id: string
  readonly digest: Buffer
  readonly userCodeDigest: Buffer
  readonly applicationId: string
  readonly scopes: readonly string[]
  readonly audiences: readonly string[]
  readonly apiScopes: readonly string[] | undefined
  readonly issuer: string
  readonly requestedFrom: DeviceCode['requestedFrom']
  readonly intervalSeconds: number
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** Returns false when another device has the user code. */
export async function insertDeviceCode(db: Db, code: NewDeviceCode): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('device_codes')
    .values({
      environment_id: db.environmentId,
      id: code.id,
      digest: code.digest,
      user_code_digest: code.userCodeDigest,
      application_id: code.applicationId,
      scopes: [...code.scopes],
      audiences: [...code.audiences],
      api_scopes: code.apiScopes ? [...code.apiScopes] : null,
      issuer: code.issuer,
      requested_ip: code.requestedFrom.ip,
      requested_user_agent: code.requestedFrom.userAgent,
      state: 'pending',
      interval_seconds: code.intervalSeconds,
      created_at: code.createdAt,
      expires_at: code.expiresAt,
    })
    .onConflict((conflict) => conflict.constraint('device_codes_user_code_unique').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function findDeviceCode(db: Db, id: string): Promise<DeviceCode | undefined> {
  const row = await db
    .selectFrom('device_codes')
    .select(['id', 'application_id', 'scopes', 'issuer', 'requested_ip', 'requested_user_agent', 'state'])
    .select(['audiences', 'api_scopes', 'claimed_by', 'former_claimants', 'created_at', 'expires_at'])
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      applicationId: row.application_id,
      scopes: row.scopes,
      audiences: row.audiences,
      apiScopes: row.api_scopes ?? undefined,
      issuer: row.issuer,
      requestedFrom: { ip: row.requested_ip, userAgent: row.requested_user_agent },
      state: stateOf(row.state),
      claimedBy: row.claimed_by ?? undefined,
      formerClaimants: row.former_claimants,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    }
  )
}

function stateOf(text: string): DeviceCode['state'] {
  return text === 'approved' || text === 'denied' || text === 'used' ? text : 'pending'
}

interface Claim {
  readonly userCodeDigest: Buffer
  readonly browserDigest: Buffer
  readonly issuer: string
  readonly now: Date
}

interface ClaimedCode {
  readonly id: string
  readonly state: DeviceCode['state']
  readonly expiresAt: Date
  readonly claimant: Buffer | undefined
  /** Whether this browser has the request, since now or before. */
  readonly isOwn: boolean
}

/** Claims a code that is pending and free. Returns the row as it was, locked, so that one of two browsers gets it. */
export async function claimPending(db: Db, claim: Claim): Promise<ClaimedCode | undefined> {
  const { userCodeDigest, browserDigest, issuer, now } = claim
  const { rows } = await sql<{
    id: string
    state: string
    expires_at: Date
    claimed_by: Buffer | null
    is_own: boolean
  }>`
    with found as (
      select id, state, expires_at, claimed_by from device_codes
      where environment_id = ${db.environmentId}::uuid and user_code_digest = ${userCodeDigest} and issuer = ${issuer}
      for update
    ), claimed as (
      update device_codes set claimed_by = ${browserDigest} from found
      where device_codes.environment_id = ${db.environmentId}::uuid and device_codes.id = found.id
        and found.claimed_by is null and found.state = 'pending' and found.expires_at > ${now}::timestamptz
      returning device_codes.id
    )
    select found.*, exists(select from claimed) or coalesce(claimed_by = ${browserDigest}, false) as is_own from found
  `.execute(db)
  const [row] = rows
  return (
    row && {
      id: row.id,
      state: stateOf(row.state),
      expiresAt: row.expires_at,
      claimant: row.claimed_by ?? undefined,
      isOwn: row.is_own,
    }
  )
}

/** Replaces the claimant of a pending code, if it is still the one that the page named to the person. */
export async function replaceClaimant(
  db: Db,
  { userCodeDigest, browserDigest, issuer, now, claimant }: Claim & { readonly claimant: Buffer },
): Promise<Pick<DeviceCode, 'id' | 'applicationId' | 'requestedFrom'> | undefined> {
  const row = await db
    .updateTable('device_codes')
    .set({ claimed_by: browserDigest, former_claimants: sql`array_append(former_claimants, claimed_by)` })
    .where('environment_id', '=', db.environmentId)
    .where('user_code_digest', '=', userCodeDigest)
    .where('issuer', '=', issuer)
    .where('state', '=', 'pending')
    .where('expires_at', '>', now)
    .where('claimed_by', '=', claimant)
    .returning(['id', 'application_id', 'requested_ip', 'requested_user_agent'])
    .executeTakeFirst()
  if (!row) return undefined
  const requestedFrom = { ip: row.requested_ip, userAgent: row.requested_user_agent }
  return { id: row.id, applicationId: row.application_id, requestedFrom }
}

/** Frees a pending code for the next browser that types it. */
export async function releaseDeviceCode(
  db: Db,
  { id, browserDigest }: { readonly id: string; readonly browserDigest: Buffer },
): Promise<void> {
  await db
    .updateTable('device_codes')
    .set({ claimed_by: null })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('claimed_by', '=', browserDigest)
    .where('state', '=', 'pending')
    .execute()
}

interface Decision {
  readonly id: string
  readonly browserDigest: Buffer
  readonly now: Date
}

/** Returns true when this call decided: from the browser that claimed the code, in time, and as the first. */
export async function approveDeviceCode(
  db: Db,
  { grantId, ...decision }: Decision & { readonly grantId: string },
): Promise<boolean> {
  return decide(db, { ...decision, state: 'approved', grantId })
}

export async function denyDeviceCode(db: Db, decision: Decision): Promise<boolean> {
  return decide(db, { ...decision, state: 'denied', grantId: null })
}

async function decide(
  db: Db,
  decision: Decision & { readonly state: 'approved' | 'denied'; readonly grantId: string | null },
): Promise<boolean> {
  const { id, browserDigest, now, state, grantId } = decision
  const { numUpdatedRows } = await db
    .updateTable('device_codes')
    .set({ state, grant_id: grantId, decided_at: now })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('claimed_by', '=', browserDigest)
    .where('state', '=', 'pending')
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The state of a device code at a poll of its device. */
export interface Poll {
  readonly id: string
  readonly state: DeviceCode['state']
  readonly grantId: string | undefined
  readonly expiresAt: Date
  readonly isTooFast: boolean
}

/** The time by which a network may shorten the interval between two polls of a correct device. */
const LEEWAY_SECONDS = 0.5

/**
 * Counts a poll of the client that owns the code; polls of others find nothing and change nothing (DV-05). A poll that
 * comes too soon lengthens the interval for good (RFC 8628 section 3.5). `found` is the row as it was, locked, so that
 * the second of two simultaneous polls sees the first.
 */
export async function pollDeviceCode(
  db: Db,
  poll: { digest: Buffer; applicationId: string; issuer: string; now: Date },
): Promise<Poll | undefined> {
  const { digest, applicationId, issuer, now } = poll
  const { rows } = await sql<{
    id: string
    state: string
    grant_id: string | null
    expires_at: Date
    is_too_fast: boolean
  }>`
    with found as (
      select id, coalesce(last_polled_at + make_interval(secs => interval_seconds - ${LEEWAY_SECONDS}::float8)
        > ${now}::timestamptz and last_polled_at < ${now}::timestamptz + interval '1 minute', false) as is_too_fast
      from device_codes
      where environment_id = ${db.environmentId}::uuid and digest = ${digest}
        and application_id = ${applicationId}::uuid and issuer = ${issuer}
      for update
    )
    update device_codes
    set last_polled_at = ${now}, interval_seconds = interval_seconds + case when found.is_too_fast then 5 else 0 end
    from found
    where device_codes.environment_id = ${db.environmentId}::uuid and device_codes.id = found.id
    returning device_codes.id, device_codes.state, device_codes.grant_id, device_codes.expires_at, found.is_too_fast
  `.execute(db)
  const [row] = rows
  return (
    row && {
      id: row.id,
      state: stateOf(row.state),
      grantId: row.grant_id ?? undefined,
      expiresAt: row.expires_at,
      isTooFast: row.is_too_fast,
    }
  )
}

/**
 * Returns true for one of any number of simultaneous polls (ATO-27). Runs in the transaction that writes the tokens.
 */
export async function consumeDeviceCode(db: Db, { id, now }: { id: string; now: Date }): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('device_codes')
    .set({ state: 'used' })
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('state', '=', 'approved')
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
