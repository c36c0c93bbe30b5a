import { spendChallenge, userHandleOf, verifyRegistration, type RegistrationProblem } from '#domain/passkeys'
import type { BeginningFact } from '../beginning.ts'
import { wrong } from '../define-step.ts'
import type { FactorFacts } from '../second-factor/index.ts'
import { bindingOf } from '../passkey/binding.ts'
import type { Situation } from '../situation.ts'
import type { RepeatedPage, TakeContext, TakeResult } from '../step.ts'
import type { PasskeyPromptFact } from './fact.ts'
import { when } from './when.ts'

export type RegistrationRefusal = `passkey_${RegistrationProblem}`

export interface PasskeyPromptState {
  readonly problem: RegistrationRefusal
}

type Result = TakeResult<PasskeyPromptFact, RepeatedPage<PasskeyPromptState>>

/** Takes a passkey that the browser made. It is stored when the flow ends, with the account where that is new. */
export async function takeNewPasskey({
  c,
  form,
  flow,
  browser,
  situation,
}: TakeContext<BeginningFact>): Promise<Result> {
  const { ctx } = c.var
  const verified = await verifyRegistration(ctx, {
    credential: form.fields.get('credential') ?? '',
    binding: bindingOf({ flow, browser }, 'register'),
    userHandle: handleIn(situation, flow.id),
  })
  if (verified.outcome !== 'right') return wrong({ problem: `passkey_${verified.outcome}` })
  const { passkey: newPasskey, challenge } = verified
  return {
    outcome: 'facts',
    facts: { newPasskey },
    consume: {
      async use(db) {
        const isSpent = await spendChallenge({ ...ctx, db }, challenge)
        return isSpent ? undefined : () => Promise.resolve(wrong({ problem: 'passkey_expired' }))
      },
      used: () => Promise.resolve(),
      failed: () => Promise.resolve(),
    },
  }
}

/** A new person has no id yet, so the id of the flow names their account inside the authenticator. */
export function handleIn({ account, passkeys }: Situation, flowId: string): string {
  return userHandleOf(account?.userId ?? flowId, passkeys?.owned?.here ?? [])
}

/** Takes "Not now", which is remembered when the flow ends. It does nothing where a passkey is mandatory. */
export async function takeNotNow({ flow, situation }: TakeContext<FactorFacts>): Promise<Result> {
  const isRefused = when(flow.facts, situation)?.isMandatory === false
  return { outcome: 'facts', facts: isRefused ? { isPasskeyRefused: true } : {} }
}
