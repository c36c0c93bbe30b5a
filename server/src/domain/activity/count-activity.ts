import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { countSome } from './queries.ts'

/**
 * Events are counted this long after they occurred. An event bears the time at which its request began; the longest
 * transaction has ended by then, and the clocks of two processes differ by less.
 */
const SETTLED_SECONDS = 600

/** Adds the events of an environment that are settled to its counts. Can be run at any time, any number of times. */
export async function countActivity({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  const horizon = addSeconds(clock(), -SETTLED_SECONDS)
  while (await countSome(db, horizon));
}
