import { opaqueString } from '#domain/credentials'
import type { TakeContext } from '../step.ts'
import type { BeginningFact } from '../beginning.ts'
import { addTraceDetail } from '../details-of-trace.ts'
import { markOfPassword, type PasswordFact } from './fact.ts'

type RightPassword = Pick<TakeContext<BeginningFact>, 'c' | 'situation'> & { readonly typed: string }

/** Looks a right password up among those known from breaches, where the environment wants that at sign-in (N4-3). */
export async function findBreached(step: RightPassword): Promise<Pick<PasswordFact, 'breachedPassword'>> {
  const { c, situation, typed } = step
  const { isBreachChecked, breachedSignIn } = situation.settings
  if (!isBreachChecked || breachedSignIn === 'no') return {}
  const breach = await c.var.ctx.breachedPasswords.find(opaqueString(typed))
  addTraceDetail(c, { breach })
  return breach === 'yes' ? { breachedPassword: markOfPassword(situation.account) } : {}
}
