import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { randomCode } from '#platform/crypto'
import { sql, type Db } from '#platform/db'
import { newId } from '#platform/ids'

const LIFETIME_SECONDS = 600
const MOST_TRIES = 5
const DIGITS = 6

type ClaimContext = Pick<Context, 'db' | 'clock' | 'sealer'>

export interface ClaimedAddress {
  readonly kind: 'email' | 'phone'
  readonly typed: string
  readonly normalized: string
}

export interface AddressClaim extends ClaimedAddress {
  readonly id: string
}

interface Claimant {
  readonly userId: string
  readonly sessionId: string
}

/**
 * Remembers an address that a person wants to add, with the digest of a new code for it. It voids the code of every
 * other address that they wanted to add.
 *
 * @returns the code, and for how many minutes it is valid
 */
export async function claimAddress(
  ctx: ClaimContext,
  { userId, sessionId, address }: Claimant & { readonly address: ClaimedAddress },
): Promise<{ readonly id: string; readonly code: string; readonly minutes: number }> {
  const id = newId()
  const code = randomCode(DIGITS)
  const createdAt = ctx.clock()
  await voidClaims(ctx.db, userId)
  await ctx.db
    .insertInto('address_claims')
    .values({
      environment_id: ctx.db.environmentId,
      id,
      user_id: userId,
      session_id: sessionId,
      kind: address.kind,
      value: address.typed,
      normalized: address.normalized,
      digest: digestOfCode(ctx, { id, code }),
      created_at: createdAt,
      expires_at: addSeconds(createdAt, LIFETIME_SECONDS),
    })
    .execute()
  return { id, code, minutes: LIFETIME_SECONDS / 60 }
}

/** Drops the addresses that a person wanted to add and has not confirmed. */
export async function voidClaims(db: Db, userId: string): Promise<void> {
  await db
    .deleteFrom('address_claims')
    .where('environment_id', '=', db.environmentId)
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .execute()
}

/** Finds an address that waits for its code, in the session that named it. */
export async function findClaim(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { id, userId, sessionId }: Claimant & { readonly id: string },
): Promise<AddressClaim | undefined> {
  const row = await db
    .selectFrom('address_claims')
    .select(['id', 'kind', 'value', 'normalized'])
    .where('environment_id', '=', db.environmentId)
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('session_id', '=', sessionId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', clock())
    .executeTakeFirst()
  return row && claimOf(row)
}

export interface ClaimTry extends Claimant {
  readonly id: string
  readonly code: string
}

/**
 * Counts a try and, where its code is right, uses the claim up: one statement, so that of tries at the same moment no
 * more than five are compared (ATO-04, ATO-27).
 */
export async function redeemClaim(
  ctx: ClaimContext,
  { id, userId, sessionId, code }: ClaimTry,
): Promise<AddressClaim | 'wrong' | 'gone'> {
  const now = ctx.clock()
  const digest = digestOfCode(ctx, { id, code })
  const row = await ctx.db
    .updateTable('address_claims')
    .set({
      tries: sql<number>`tries + 1`,
      used_at: sql<Date | null>`case when digest = ${digest} then ${now}::timestamptz end`,
    })
    .where('environment_id', '=', ctx.db.environmentId)
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('session_id', '=', sessionId)
    .where('used_at', 'is', null)
    .where('tries', '<', MOST_TRIES)
    .where('expires_at', '>', now)
    .returning(['id', 'kind', 'value', 'normalized', 'used_at'])
    .executeTakeFirst()
  if (!row) return 'gone'
  return row.used_at === null ? 'wrong' : claimOf(row)
}

function claimOf(row: { id: string; kind: string; value: string; normalized: string }): AddressClaim {
  return { id: row.id, kind: row.kind === 'phone' ? 'phone' : 'email', typed: row.value, normalized: row.normalized }
}

function digestOfCode({ sealer }: Pick<Context, 'sealer'>, { id, code }: { id: string; code: string }): Buffer {
  return sealer.digest(`address_claims.digest:${id}`, code)
}
