import type { Context } from '#platform/context'
import { checkChosenPassword, type OwnWords } from '#domain/credentials'
import { findOwnWords } from '#domain/users'
import type { BeginningFact } from '../beginning.ts'
import type { CodeFact } from '../code/fact.ts'
import { wrong } from '../define-step.ts'
import { addressOf, type IdentifyFact } from '../identify/fact.ts'
import type { PasswordFact } from '../password/fact.ts'
import type { ProfileFact } from '../profile/fact.ts'
import type { Situation } from '../situation.ts'
import type { RepeatedPage, TakeContext, TakeResult } from '../step.ts'
import { addTraceDetail } from '../details-of-trace.ts'
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
  application,
}: TakeContext<Reads>): Promise<TakeResult<NewPasswordFact, RepeatedPage<NewPasswordState>>> {
  const isProven = facts.codeProvenBeside !== undefined || facts.provenPassword !== undefined
  if (!isProven) return { outcome: 'facts', facts: {} }
  const { ctx } = c.var
  const checked = await checkChosenPassword(ctx, {
    text: form.fields.get('password') ?? '',
    own: await ownWordsOf(ctx, facts, situation),
    application: application.name,
    owner: situation.account,
    isBreachChecked: situation.settings.isBreachChecked,
  })
  if (checked.breach) addTraceDetail(c, { breach: checked.breach })
  if ('problem' in checked) return wrong({ problem: checked.problem })
  return { outcome: 'facts', facts: { newPasswordHash: await ctx.passwords.hash(checked.password) } }
}

/** Keeps a password that is known from a breach. It changes nothing where the environment requires another. */
export async function takeKept(): Promise<TakeResult<NewPasswordFact, never>> {
  return { outcome: 'facts', facts: { isBreachAccepted: true } }
}

async function ownWordsOf(ctx: Context, facts: IdentifyFact & ProfileFact, { account }: Situation): Promise<OwnWords> {
  const { typed, normalized } = addressOf(facts)
  const known = account && (await findOwnWords(ctx.db, account.userId))
  const { givenName, familyName, identities } = known ?? { ...facts, identities: [] }
  return { givenName, familyName, identities: [typed, normalized, ...identities] }
}
