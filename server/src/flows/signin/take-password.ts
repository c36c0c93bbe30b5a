import type { Context } from '#platform/context'
import { addressOf, markOfPassword, type Facts, type Situation } from '#flows/engine'
import { answerSteadily, checkPasswordRules, upgradeHash, verifyPassword, type OwnWords } from '#domain/credentials'
import { countFailedSignIn, findOwnWords } from '#domain/users'
import { attemptOf, forgetFailures, takeAttempt, withdrawAttempt } from './steps/attempts.ts'
import type { StepContext, StepResult } from './step-context.ts'

const LONGEST = 4_000

/** The password of the account behind the address, or of nobody: both take the same time and say the same (ATO-10). */
export async function takePassword(step: StepContext): Promise<StepResult> {
  const { c, flow, form, situation } = step
  const { ctx } = c.var
  const typed = (form.fields.get('password') ?? '').slice(0, LONGEST)
  if (typed === '') return { outcome: 'again', page: { passwordProblem: 'password_missing' } }
  const { account } = situation
  const tried = await takeAttempt(c, attemptOf(c, step, 'sign_in'))
  if (tried.taken === undefined) return { outcome: 'again', page: { lock: tried } }
  const since = performance.now()
  const isRight = await provePassword(ctx, account, typed).catch(async (error: unknown) => {
    // It was not looked at: too many passwords are being hashed, or the database is away.
    await withdrawAttempt(c, tried)
    throw error
  })
  if (account && isRight) {
    await forgetFailures(c, tried)
    return { outcome: 'facts', facts: { ...flow.facts, provenPassword: markOfPassword(account) } }
  }
  await answerSteadily(ctx, { address: addressOf(flow.facts).normalized, since })
  await countFailedSignIn(ctx.db, ctx.environment.id, account?.userId)
  return { outcome: 'again', page: { passwordProblem: tried.isLast ? 'too_many_tries' : 'wrong_password' } }
}

/** Returns whether it is the password of the account; one that another system hashed is hashed by us from then on. */
async function provePassword(
  ctx: Context,
  account: StepContext['situation']['account'],
  typed: string,
): Promise<boolean> {
  const isRight = await verifyPassword(ctx, account, typed)
  return account !== undefined && isRight && upgradeHash(ctx, account, typed)
}

export async function takeForgotten({ flow }: StepContext): Promise<StepResult> {
  return { outcome: 'facts', facts: { ...flow.facts, isResetWanted: true } }
}

/**
 * Takes a password of their own, once the address is proven. It is hashed here; the account gets it at the end of the flow.
 * The present one is refused: a temporary one was known to somebody else, and a reset that keeps it resets nothing.
 */
export async function takeNewPassword({ c, flow, form, situation }: StepContext): Promise<StepResult> {
  const { facts } = flow
  const isProven = facts.codeProvenBeside !== undefined || facts.provenPassword !== undefined
  if (!isProven) return { outcome: 'facts', facts }
  const text = form.fields.get('password') ?? ''
  if (text === '') return { outcome: 'again', page: { newPasswordProblem: 'password_missing' } }
  const { ctx } = c.var
  const checked = checkPasswordRules(text, {
    passwords: ctx.passwords,
    own: await ownWordsOf(ctx, flow.facts, situation),
  })
  if ('problem' in checked) return { outcome: 'again', page: { newPasswordProblem: checked.problem } }
  const { account } = situation
  if (account?.passwordHash !== undefined && (await verifyPassword(ctx, account, text))) {
    return { outcome: 'again', page: { newPasswordProblem: 'same_as_present' } }
  }
  return { outcome: 'facts', facts: { ...facts, newPasswordHash: await ctx.passwords.hash(checked.password) } }
}

async function ownWordsOf(ctx: Context, facts: Facts, { account }: Situation): Promise<OwnWords> {
  const { typed, normalized } = addressOf(facts)
  const known = account && (await findOwnWords(ctx.db, ctx.environment.id, account.userId))
  const { givenName, familyName, identities } = known ?? { ...facts, identities: [] }
  return { givenName, familyName, identities: [typed, normalized, ...identities] }
}
