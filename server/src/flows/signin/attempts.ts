import ipaddr from 'ipaddr.js'
import type { Context } from '#platform/context'
import { clearBucket, countAgainst, readBucket } from '#platform/rate-limits'
import type { Settings } from '#domain/settings'

type Kind = 'password' | 'code'

interface Attempt {
  readonly kind: Kind
  /** The address, normalised; whether anybody has it makes no difference (ATO-10). */
  readonly address: string
  readonly settings: Settings
}

const WINDOW_SECONDS = 15 * 60
/** Over all networks together: what a guesser with many addresses gets in an hour. */
const LIMIT_OVERALL = 100
const HOUR_SECONDS = 3_600

/**
 * Counts a guess before it is looked at, so that any number of guesses at the same moment get no more tries than the
 * limit. `undefined`: go on; else the moment the lock ends.
 *
 * The lock is on account and network together, so that nobody can lock out somebody else (ATO-41).
 */
export async function countAttempt(ctx: Context, attempt: Attempt): Promise<{ lockedUntil?: Date; isLast: boolean }> {
  const { lockoutAttempts, lockoutMinutes } = attempt.settings
  const now = ctx.clock()
  const lock = { limit: lockoutAttempts, seconds: lockoutMinutes * 60 }
  const own = await countAgainst(ctx.db, ctx.environment.id, {
    bucket: bucketOf(ctx, attempt),
    windowSeconds: WINDOW_SECONDS,
    now,
    lock,
  })
  if (own.count > lockoutAttempts) return { lockedUntil: own.endsAt, isLast: false }
  const bucket = `${attempt.kind}:${attempt.address}`
  const overall = await countAgainst(ctx.db, ctx.environment.id, { bucket, windowSeconds: HOUR_SECONDS, now })
  if (overall.count > LIMIT_OVERALL) return { lockedUntil: overall.endsAt, isLast: false }
  return { isLast: own.count === lockoutAttempts }
}

/** The end of the present lock, if there is one. */
export async function readLock(ctx: Context, attempt: Attempt): Promise<Date | undefined> {
  const bucket = await readBucket(ctx.db, ctx.environment.id, { bucket: bucketOf(ctx, attempt), now: ctx.clock() })
  return bucket && bucket.count >= attempt.settings.lockoutAttempts ? bucket.endsAt : undefined
}

export async function forgetAttempts(ctx: Context, attempt: Attempt): Promise<void> {
  await clearBucket(ctx.db, ctx.environment.id, bucketOf(ctx, attempt))
}

function bucketOf(ctx: Context, { kind, address }: Attempt): string {
  return `${kind}:${address}:${networkOf(ctx.requester.ip)}`
}

/** A /24 or /64: what one person gets from their provider. */
export function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return 'unknown'
  const address = ipaddr.parse(ip)
  const bytes = address.toByteArray().slice(0, address.kind() === 'ipv4' ? 3 : 8)
  return Buffer.from(bytes).toString('hex')
}
