import type { Context } from '#platform/context'
import { answerSteadily, upgradeHash, verifyPassword } from '#domain/credentials'
import { countFailedSignIn } from '#domain/users'
import { recordFailure } from '../record-failure.ts'
import type { BeginningFact } from '../beginning.ts'
import { attemptOf, forgetFailures, takeAttempt, withdrawAttempt } from '../attempts.ts'
import { wrong } from '../define-step.ts'
import { addressOf, type IdentifyFact } from '../identify/fact.ts'
import type { Situation } from '../situation.ts'
import type { RepeatedPage, TakeContext, TakeResult } from '../step.ts'
import { markOfPassword, type PasswordFact } from './fact.ts'
import { findBreached } from './find-breached.ts'
import type { PasswordState } from './page.tsx'

type Result = TakeResult<PasswordFact, RepeatedPage<PasswordState>>

const LONGEST = 4_000

/**
 * Takes the password for an address. Time and answer are the same whether or not an account has the address (ATO-10).
 */
export async function takePassword(step: TakeContext<BeginningFact & IdentifyFact>): Promise<Result> {
  const { c, flow, form, situation, application } = step
  const { ctx } = c.var
  const typed = (form.fields.get('password') ?? '').slice(0, LONGEST)
  if (typed === '') return wrong({ problem: 'password_missing' })
  const { account } = situation
  const tried = await takeAttempt(c, attemptOf(c, step, 'sign_in'))
  if (tried.taken === undefined) return { outcome: 'locked', lock: tried }
  const since = performance.now()
  const isRight = await provePassword(ctx, account, typed).catch(async (error: unknown) => {
    // The password was not checked: too many are being hashed, or the database is away.
    await withdrawAttempt(c, tried)
    throw error
  })
  if (account && isRight) {
    await forgetFailures(c, tried)
    const breached = await findBreached({ c, situation, typed })
    return { outcome: 'facts', facts: { provenPassword: markOfPassword(account), ...breached } }
  }
  await answerSteadily(ctx, { address: addressOf(flow.facts).normalized, since })
  await countFailedSignIn(ctx.db, account?.userId)
  await recordFailure(ctx, { userId: account?.userId, application, flow, reason: 'wrong_password' })
  return wrong({ problem: tried.isLast ? 'too_many_tries' : 'wrong_password' })
}

/** Returns whether the password is the account's. Replaces a hash that another system made with one of ours. */
async function provePassword(ctx: Context, account: Situation['account'], typed: string): Promise<boolean> {
  const isRight = await verifyPassword(ctx, account, typed)
  return account !== undefined && isRight && upgradeHash(ctx, account, typed)
}

/** Goes on to a code, which leads to a new password. */
export async function takeForgotten(): Promise<TakeResult<PasswordFact, never>> {
  return { outcome: 'facts', facts: { isResetWanted: true } }
}
