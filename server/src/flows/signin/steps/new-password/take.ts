import type { Context } from '#platform/context'
import { checkPasswordRules, verifyPassword, type OwnWords } from '#domain/credentials'
import { findOwnWords } from '#domain/users'
import type { BeginningFact } from '../beginning.ts'
import type { CodeFact } from '../code/fact.ts'
import { wrong } from '../define-step.ts'
import { addressOf, type IdentifyFact } from '../identify/fact.ts'
import type { PasswordFact } from '../password/fact.ts'
import type { ProfileFact } from '../profile/fact.ts'
import type { Situation } from '../situation.ts'
import type { RepeatedPage, TakeContext, TakeResult } from '../step.ts'
import type { NewPasswordFact } from './fact.ts'
import type { NewPasswordState } from './page.tsx'

type Reads = BeginningFact & IdentifyFact & CodeFact & PasswordFact & ProfileFact

/**
 * Takes a new password once the address is proven. Hashes it here; the account gets it at the end of the flow. Refuses
 * the present one: another person knew a temporary password, and a reset that keeps the password resets nothing.
 */
export async function takeNewPassword({
  c,
  flow: { facts },
  form,
  situation,
}: TakeContext<Reads>): Promise<TakeResult<NewPasswordFact, RepeatedPage<NewPasswordState>>> {
  const isProven = facts.codeProvenBeside !== undefined || facts.provenPassword !== undefined
  if (!isProven) return { outcome: 'facts', facts: {} }
  const text = form.fields.get('password') ?? ''
  if (text === '') return wrong({ problem: 'password_missing' })
  const { ctx } = c.var
  const checked = checkPasswordRules(text, { passwords: ctx.passwords, own: await ownWordsOf(ctx, facts, situation) })
  if ('problem' in checked) return wrong({ problem: checked.problem })
  const { account } = situation
  if (account?.passwordHash !== undefined && (await verifyPassword(ctx, account, text))) {
    return wrong({ problem: 'same_as_present' })
  }
  return { outcome: 'facts', facts: { newPasswordHash: await ctx.passwords.hash(checked.password) } }
}

async function ownWordsOf(ctx: Context, facts: IdentifyFact & ProfileFact, { account }: Situation): Promise<OwnWords> {
  const { typed, normalized } = addressOf(facts)
  const known = account && (await findOwnWords(ctx.db, account.userId))
  const { givenName, familyName, identities } = known ?? { ...facts, identities: [] }
  return { givenName, familyName, identities: [typed, normalized, ...identities] }
}
