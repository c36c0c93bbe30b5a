import type { DeviceClaim } from '#domain/device-codes'
import { networksOf, passGuard, giveBack, type Guard, type Limit } from '#platform/rate-limits'
import type { Context } from '#platform/context'

export type Guess =
  | DeviceClaim
  | { readonly outcome: 'taken_over'; readonly id: string }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'locked'; readonly until: Date }
export interface Guesser {
  readonly browserDigest: Buffer
  /** The users who have signed in with this browser. If there are any, the limit of each replaces the overall one. */
  readonly knownTo: readonly string[]
}

const MINUTE = 60
const PER_BROWSER = 5
const PER_NETWORK = 20
/** Wrong codes of one person in an hour, over all browsers. */
const PER_PERSON = 20
/** Wrong codes of all people together in an hour, and the extra share of networks that have hardly tried. */
const OVERALL = 1_000
const SHARE = 500
const NEW_UP_TO = 3
/**
 * Counts a guess as wrong before it is checked, so that simultaneous guesses get no further than the limits. Giving a
 * right one back clears nothing else: the owner of a device must not be able to clear a count with a code of their own.
 */
export async function countGuess(
  ctx: Context,
  guesser: Guesser,
  look: () => Promise<Exclude<Guess, { outcome: 'wrong' | 'locked' }> | undefined>,
): Promise<Guess> {
  const where = { db: ctx.db, now: ctx.clock() }
  const passage = await passGuard(where, guardOf(ctx, guesser))
  if (passage.outcome === 'refused') return { outcome: 'locked', until: passage.until }
  const guess = await look().catch(async (error: unknown) => {
    await giveBack(where, passage.taken)
    throw error
  })
  if (guess === undefined) return { outcome: 'wrong' }
  if (guess.outcome !== 'taken_over') await giveBack(where, passage.taken)
  return guess
}

/**
 * Returns the limits of wrong codes for one browser or person, for one network, and for all together (DV-03, ATO-41).
 */
function guardOf(ctx: Pick<Context, 'requester'>, { browserDigest, knownTo }: Guesser): Guard {
  const { narrow, middle, wide } = networksOf(ctx.requester.ip)
  const quarter = { windowSeconds: 15 * MINUTE, lockSeconds: 15 * MINUTE, scope: 'network' } as const
  const ofNetwork = (network: string, most: number): Limit => ({
    ...quarter,
    bucket: `device-code-from:${network}`,
    most,
  })
  const hourly = { windowSeconds: 60 * MINUTE, scope: 'everywhere' } as const
  const networkBucket = `device-code-seen:${wide}`
  const limits: Limit[] = [
    {
      bucket: `device-code:${browserDigest.toString('hex')}`,
      most: PER_BROWSER,
      windowSeconds: 15 * MINUTE,
      lockSeconds: 5 * MINUTE,
      scope: 'browser',
    },
    ofNetwork(narrow, PER_NETWORK),
    ...(middle === undefined ? [] : [ofNetwork(middle, 2 * PER_NETWORK), ofNetwork(wide, 4 * PER_NETWORK)]),
  ]
  if (knownTo.length > 0) {
    // The cookie can be copied to any number of machines, and every user gets one, so count by the user.
    const ofPerson = (userId: string): Limit => ({
      bucket: `device-code-by:${userId}`,
      most: PER_PERSON,
      windowSeconds: 60 * MINUTE,
      scope: 'browser',
    })
    return { limits: [...limits, ...knownTo.map(ofPerson)] }
  }
  return {
    limits: [...limits, { ...hourly, bucket: networkBucket, most: OVERALL, isBinding: false }],
    overall: {
      limit: { ...hourly, bucket: 'device-code', most: OVERALL },
      share: { ...hourly, bucket: 'device-code:new', most: SHARE },
      networkBucket,
      newUpTo: NEW_UP_TO,
    },
  }
}
