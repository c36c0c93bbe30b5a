import type { Context } from '#platform/context'
import { giveBack, networksOf, passGuard, type Guard, type Limit } from '#platform/rate-limits'
import { claimDeviceCode, type DeviceClaim, type TakeOver } from '#domain/device-codes'
import { takeOverDevice } from './take-over-device.ts'

export type Guess =
  | DeviceClaim
  | { readonly outcome: 'taken_over'; readonly id: string }
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'locked'; readonly until: Date }

interface Guesser {
  readonly browserDigest: Buffer
  /** The people who have signed in with this browser before: then a limit of each holds in place of the one of all. */
  readonly knownTo: readonly string[]
}

const MINUTE = 60
const PER_BROWSER = 5
const PER_NETWORK = 20
/** Wrong codes of one person in an hour, over all browsers. */
const PER_PERSON = 20
/** All together in an hour, and beside that what is kept for networks that have hardly tried. */
const OVERALL = 1_000
const SHARE = 500
const NEW_UP_TO = 3

/** Takes a typed user code. A right one is given back, whatever it leads to. */
export async function guessUserCode(ctx: Context, typed: Guesser & { readonly userCode: string }): Promise<Guess> {
  return countGuess(ctx, typed, () => claimDeviceCode(ctx, typed))
}

/**
 * Takes a request over by the code that the person typed before. It stays counted, so that two browsers cannot take a
 * request from each other without end. Where another browser changed the request meanwhile, it is like typing the code.
 */
export async function guessTakeOver(ctx: Context, asked: Guesser & TakeOver): Promise<Guess> {
  return countGuess(ctx, asked, async () => {
    const id = await takeOverDevice(ctx, asked)
    return id === undefined ? claimDeviceCode(ctx, asked) : { outcome: 'taken_over', id }
  })
}

/**
 * Counts a guess as wrong before it is looked at, so that any number of guesses at the same moment get no further than the
 * limits. Giving a right one back clears nothing else: the owner of a device must not be able to clear a count by a code of
 * their own.
 */
async function countGuess(
  ctx: Context,
  guesser: Guesser,
  look: () => Promise<Exclude<Guess, { outcome: 'wrong' | 'locked' }> | undefined>,
): Promise<Guess> {
  const where = { db: ctx.db, environmentId: ctx.environment.id, now: ctx.clock() }
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

/** DV-03. What one person mistypes, what one network may, and what all together may (ATO-41). */
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
    // The cookie can be copied to any number of machines, and whoever has an account gets one: the account is counted.
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
