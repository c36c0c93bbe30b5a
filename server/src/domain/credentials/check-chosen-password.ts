import type { BreachAnswer } from '#platform/breached-passwords'
import type { Context } from '#platform/context'
import type { OwnWords } from './own-words.ts'
import { checkPasswordRules, type PasswordProblem } from './password.ts'
import { verifyPassword, type PasswordOwner } from './verify-password.ts'

interface ChosenPassword {
  readonly text: string
  readonly own: OwnWords
  /** The name of the application, where the password is chosen on the way to one. */
  readonly application?: string | undefined
  /** The owner, whose present password is refused. */
  readonly owner: PasswordOwner | undefined
  readonly isBreachChecked: boolean
}

export type ChosenPasswordProblem = PasswordProblem | 'password_missing' | 'same_as_present' | 'known_from_breach'

/** A password in the form in which it is hashed, or why it is refused; `breach` where the service was asked. */
export type CheckedPassword = { readonly breach?: BreachAnswer } & (
  { readonly password: string } | { readonly problem: ChosenPasswordProblem }
)

/**
 * Checks a password that a person chooses: by the rules, against the present one, and where the environment wants it
 * against those known from breaches. Call it outside of any transaction, because it may wait for a foreign service
 * (N4-1).
 */
export async function checkChosenPassword(
  ctx: Pick<Context, 'environment' | 'passwords' | 'sealer' | 'breachedPasswords'>,
  { text, own, application, owner, isBreachChecked }: ChosenPassword,
): Promise<CheckedPassword> {
  if (text === '') return { problem: 'password_missing' }
  const places = [ctx.environment.businessName, ...(application === undefined ? [] : [application])]
  const checked = checkPasswordRules(text, { passwords: ctx.passwords, own, places })
  if ('problem' in checked) return checked
  if (owner?.passwordHash !== undefined && (await verifyPassword(ctx, owner, text)))
    return { problem: 'same_as_present' }
  if (!isBreachChecked) return checked
  const breach = await ctx.breachedPasswords.find(checked.password)
  return breach === 'yes' ? { problem: 'known_from_breach', breach } : { ...checked, breach }
}
