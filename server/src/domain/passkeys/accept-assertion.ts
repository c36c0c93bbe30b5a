import type { Context } from '#platform/context'
import { notePasskeyUse } from './queries.ts'
import { spendChallenge } from './spend-challenge.ts'
import type { Assertion } from './verify-assertion.ts'

/**
 * Uses up the challenge of an assertion and records the use of its passkey, in the caller's transaction. Returns false
 * where the challenge was used before or the passkey was removed meanwhile.
 */
export async function acceptAssertion(
  ctx: Pick<Context, 'db' | 'clock'>,
  { challenge, passkey, signCount }: Pick<Assertion, 'challenge' | 'passkey' | 'signCount'>,
): Promise<boolean> {
  if (!(await spendChallenge(ctx, challenge))) return false
  return notePasskeyUse(ctx.db, { id: passkey.id, userId: passkey.userId, signCount, now: ctx.clock() })
}
