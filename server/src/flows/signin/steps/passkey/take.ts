import { z } from 'zod'
import { findFlow } from '#flows/engine'
import { acceptAssertion, verifyAssertion, type Assertion, type AssertionProblem } from '#domain/passkeys'
import { countFailedSignIn, findAccountById, type Account } from '#domain/users'
import { recordFailure } from '../record-failure.ts'
import type { BeginningFact } from '../beginning.ts'
import { wrong } from '../define-step.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import type { FactorFacts } from '../second-factor/index.ts'
import type { Consumption, RepeatedPage, TakeContext, TakeResult } from '../step.ts'
import { bindingOf } from './binding.ts'
import { passkeyFact, type PasskeyFact } from './fact.ts'
import { when } from './when.ts'

/** The code of a refused passkey; its text is `passkey.problem.<code>`, and the trace names it. */
export type PasskeyRefusal = `passkey_${AssertionProblem}`

export interface PasskeyState {
  readonly passkeyProblem: PasskeyRefusal
}

type Step = TakeContext<BeginningFact & IdentifyFact>
type Facts = BeginningFact & IdentifyFact & PasskeyFact & { readonly factorChosen?: string }
type Result<Writes> = TakeResult<Writes, RepeatedPage<PasskeyState>>

/**
 * Takes a passkey as the whole sign-in: it names the account, and the authenticator must have verified the person.
 * Forgets every fact about anybody else.
 */
export async function takePasskeySignIn(step: Step): Promise<Result<Facts>> {
  const { passkeys } = step.situation
  if (!passkeys || passkeys.policy === 'off') return refuse(step, 'unknown')
  const verified = await verify(step, { isVerificationRequired: true })
  if (verified.outcome !== 'right') return refuse(step, verified.outcome)
  const account = await findAccountById(step.c.var.ctx.db, verified.passkey.userId)
  if (!account) return refuse(step, 'unknown')
  const address = addressIn(account)
  return {
    outcome: 'beginning',
    facts: { intent: 'sign_in', address, provenPasskey: factOf(verified) },
    consume: consumptionOf(step, verified),
  }
}

/** Takes a passkey of a person who proved something else before. */
export async function takePasskeyCheck(step: Step): Promise<Result<Partial<Facts>>> {
  const userId = step.situation.account?.userId
  if (userId === undefined) return refuse(step, 'unknown')
  const verified = await verify(step, { userId, isVerificationRequired: false })
  if (verified.outcome !== 'right') return refuse(step, verified.outcome)
  return {
    outcome: 'facts',
    facts: { provenPasskey: factOf(verified) },
    consume: consumptionOf(step, verified),
  }
}

/** Takes the choice of another factor, or of a recovery code. */
export async function takeOtherFactor({
  form,
  flow,
  situation,
}: TakeContext<FactorFacts>): Promise<Result<Partial<Facts>>> {
  const kind = form.fields.get('kind') ?? ''
  const due = when(flow.facts, situation)
  return { outcome: 'facts', facts: due?.others.includes(kind) === true ? { factorChosen: kind } : {} }
}

function addressIn({ identity: { kind, typed, normalized } }: Account) {
  return { kind, typed, normalized }
}

function verify(
  { c, form, flow, browser }: Step,
  asked: { readonly userId?: string; readonly isVerificationRequired: boolean },
): ReturnType<typeof verifyAssertion> {
  const credential = form.fields.get('credential') ?? ''
  return verifyAssertion(c.var.ctx, { credential, binding: bindingOf({ flow, browser }, 'sign_in'), ...asked })
}

function factOf({ passkey, isUserVerified, isCountBack }: Assertion): PasskeyFact['provenPasskey'] {
  return { id: passkey.id, userId: passkey.userId, isUserVerified, isCountBack }
}

/** One transaction uses up the challenge and stores that the passkey was shown. */
function consumptionOf(step: Step, verified: Assertion): Consumption<RepeatedPage<PasskeyState>> {
  const { ctx } = step.c.var
  return {
    async use(db) {
      const isAccepted = await acceptAssertion({ ...ctx, db }, verified)
      return isAccepted ? undefined : () => refuseUsed(step, verified)
    },
    used: () => Promise.resolve(),
    failed: () => Promise.resolve(),
  }
}

async function refuseUsed(step: Step, { passkey }: Assertion): Promise<RepeatedPage<PasskeyState> | undefined> {
  const present = await findFlow(step.c.var.ctx.db, { id: step.flow.id, facts: z.object(passkeyFact) })
  // A double submit: the other request used the challenge up and moved the flow on.
  if (present?.facts.provenPasskey?.id === passkey.id) return undefined
  return refuse(step, 'expired')
}

async function refuse(
  { c, flow, application, situation }: Step,
  problem: AssertionProblem,
): Promise<RepeatedPage<PasskeyState>> {
  const { ctx } = c.var
  const userId = situation.account?.userId
  await countFailedSignIn(ctx.db, userId)
  await recordFailure(ctx, { userId, application, flow, reason: `passkey_${problem}` })
  return wrong({ passkeyProblem: `passkey_${problem}` })
}
