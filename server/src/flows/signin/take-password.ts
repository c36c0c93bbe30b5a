import { addressOf, markOfPassword } from '#flows/engine'
import { checkPasswordRules, opaqueString, upgradeHash } from '#domain/credentials'
import { countFailedSignIn } from '#domain/users'
import { countAttempt, forgetAttempts } from './attempts.ts'
import type { StepContext, StepResult } from './step-context.ts'

const LONGEST = 4_000

/** The password of the account behind the address, or of nobody: both take the same time and say the same (ATO-10). */
export async function takePassword({ c, flow, form, situation }: StepContext): Promise<StepResult> {
  const { ctx } = c.var
  const password = opaqueString((form.fields.get('password') ?? '').slice(0, LONGEST))
  if (password === '') return { outcome: 'again', page: { passwordProblem: 'password_missing' } }
  const { settings, account } = situation
  const attempt = { kind: 'password', address: addressOf(flow.facts).normalized, settings } as const
  const counted = await countAttempt(ctx, attempt)
  if (counted.lockedUntil) return { outcome: 'again', page: { lockedUntil: counted.lockedUntil } }
  const isRight = await ctx.passwords.verify(account?.passwordHash, password)
  const hash = account && isRight ? await upgradeHash(ctx, { ...account, password }) : undefined
  if (account && hash !== undefined) {
    await forgetAttempts(ctx, attempt)
    return {
      outcome: 'facts',
      facts: { ...flow.facts, provenPassword: markOfPassword({ ...account, passwordHash: hash }) },
    }
  }
  if (account) await countFailedSignIn(ctx.db, ctx.environment.id, account.userId)
  return { outcome: 'again', page: { passwordProblem: counted.isLast ? 'too_many_tries' : 'wrong_password' } }
}

export async function takeForgotten({ flow }: StepContext): Promise<StepResult> {
  return { outcome: 'facts', facts: { ...flow.facts, isResetWanted: true } }
}

/** A password of their own, once the address is proven. Hashed here; the account gets it at the end of the flow. */
export async function takeNewPassword({ c, flow, form }: StepContext): Promise<StepResult> {
  const { facts } = flow
  const isProven = facts.codeProvenBeside !== undefined || facts.provenPassword !== undefined
  if (!isProven) return { outcome: 'facts', facts }
  const text = form.fields.get('password') ?? ''
  if (text === '') return { outcome: 'again', page: { newPasswordProblem: 'password_missing' } }
  const checked = checkPasswordRules(text)
  if ('problem' in checked) return { outcome: 'again', page: { newPasswordProblem: checked.problem } }
  return { outcome: 'facts', facts: { ...facts, newPasswordHash: await c.var.ctx.passwords.hash(checked.password) } }
}
