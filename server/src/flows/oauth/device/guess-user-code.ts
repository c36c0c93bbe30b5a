import type { Context } from '#platform/context'
import { countAgainst } from '#platform/rate-limits'
import { networkOf } from '#flows/signin'
import { claimDeviceCode } from '#domain/device-codes'

export type Guess =
  | { readonly outcome: 'claimed'; readonly id: string }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'locked'; readonly until: Date }

interface Typed {
  readonly userCode: string
  readonly browserDigest: Buffer
}

const MINUTE = 60

/** DV-03. Wrong codes only; what one person mistypes, what one network may, and what all together may. */
function limitsOf(ctx: Pick<Context, 'requester'>, { browserDigest }: Typed) {
  return [
    { bucket: `device-code:${browserDigest.toString('hex')}`, limit: 5, seconds: 15 * MINUTE, lock: 5 * MINUTE },
    { bucket: `device-code-from:${networkOf(ctx.requester.ip)}`, limit: 20, seconds: 15 * MINUTE, lock: 15 * MINUTE },
    { bucket: 'device-code', limit: 1_000, seconds: 60 * MINUTE, lock: 15 * MINUTE },
  ]
}

/**
 * Takes a user code. It is counted as wrong before it is looked at, in one transaction with that: the rows counted on
 * make guesses of the same moment wait for one another, so that none gets past the limit. A right one takes the count
 * back, since whoever owns devices must not be able to clear it by a code of their own.
 */
export async function guessUserCode(ctx: Context, typed: Typed): Promise<Guess> {
  const guess = ctx.db.transaction().execute(async (db): Promise<Guess> => {
    const until = await countWrong({ ...ctx, db }, typed)
    if (until) return { outcome: 'locked', until }
    if ((await claimDeviceCode({ ...ctx, db }, typed)) !== undefined) throw new RightCode()
    return { outcome: 'wrong' }
  })
  const outcome = await guess.catch((error: unknown) => {
    if (error instanceof RightCode) return undefined
    throw error
  })
  if (outcome) return outcome
  // The claim went back with the count.
  const id = await claimDeviceCode(ctx, typed)
  return id === undefined ? { outcome: 'wrong' } : { outcome: 'claimed', id }
}

class RightCode extends Error {}

async function countWrong(ctx: Context, typed: Typed): Promise<Date | undefined> {
  const now = ctx.clock()
  for (const { bucket, limit, seconds, lock } of limitsOf(ctx, typed)) {
    const counted = await countAgainst(ctx.db, ctx.environment.id, {
      bucket,
      windowSeconds: seconds,
      now,
      lock: { limit, seconds: lock },
    })
    if (counted.count > limit) return counted.endsAt
  }
  return undefined
}
