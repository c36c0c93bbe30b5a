import type { Context } from '#platform/context'
import { digestOf } from '#platform/crypto'
import { isCodeRedeemable } from './views.ts'

/** Whether a code could still be redeemed: nobody has, it has not expired, and its grant stands. */
export function isCodeWaiting(ctx: Pick<Context, 'db' | 'clock' | 'environment'>, code: string): Promise<boolean> {
  return isCodeRedeemable(ctx.db, { digest: digestOf(code), now: ctx.clock() })
}
