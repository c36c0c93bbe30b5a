import type { Context } from '#platform/context'
import { digestOf } from '#platform/crypto'
import { challengeEnd } from './challenge.ts'
import { insertSpentChallenge } from './queries.ts'

/**
 * Uses up a challenge, in the caller's transaction. Returns false where it was used before: one of several simultaneous
 * answers gets true, also on several processes (ATO-27).
 */
export async function spendChallenge(ctx: Pick<Context, 'db' | 'clock'>, challenge: string): Promise<boolean> {
  return insertSpentChallenge(ctx.db, { digest: digestOf(challenge), expiresAt: challengeEnd(ctx) })
}
