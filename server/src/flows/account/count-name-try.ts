import type { Context } from '#platform/context'
import { TooManyRequests } from '#platform/errors'
import { countAgainst } from '#platform/rate-limits'

const MOST_IN_AN_HOUR = 20
const HOUR_SECONDS = 3_600

/**
 * Counts a name that a person would like to have.
 *
 * @throws {TooManyRequests} `TOO_MANY_NAMES`
 */
export async function countNameTry({ db, clock }: Pick<Context, 'db' | 'clock'>, userId: string): Promise<void> {
  const now = clock()
  const bucket = `account_names:${userId}`
  const { count, endsAt } = await countAgainst(db, { bucket, windowSeconds: HOUR_SECONDS, now })
  if (count <= MOST_IN_AN_HOUR) return
  const seconds = Math.max(1, Math.ceil((endsAt.getTime() - now.getTime()) / 1000))
  throw new TooManyRequests('TOO_MANY_NAMES', 'Too many names were tried.', seconds)
}
