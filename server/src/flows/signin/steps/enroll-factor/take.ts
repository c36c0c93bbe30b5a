import { parseEmailAddress, parsePhoneNumber } from '#domain/identities'
import { redeemCode } from '#domain/credentials'
import { attemptOf, takeAttempt, withdrawAttempt, type CountedAttempt } from '../attempts.ts'
import { codeDigest } from '../code/send-code.ts'
import { wrong } from '../define-step.ts'
import { stepOfCode } from '../factor/totp.ts'
import { readTypedCode } from '../factor/typed-code.ts'
import type { FactorRecipient } from '../factor/send-factor-code.ts'
import { recordFailure } from '../record-failure.ts'
import { firstChannelOf, isSameChannel, type FactorFacts } from '../second-factor/index.ts'
import type { RepeatedPage, TakeContext, TakeResult } from '../step.ts'
import type { EnrollFact } from './fact.ts'
import { readSetup } from './read-setup.ts'
import { openSeed } from './seed.ts'
import type { EnrollState } from './state.ts'
import { when } from './when.ts'

type Step = TakeContext<FactorFacts & EnrollFact>
type Result = TakeResult<EnrollFact, RepeatedPage<EnrollState>>
type Problem = NonNullable<EnrollState['problem']>

const UNCHOSEN = { enrollKind: undefined, enrollAddress: undefined, factorCodeSent: undefined }

/** Takes the choice among the factors that are offered. */
export async function takeKind({ form, flow, situation }: Step): Promise<Result> {
  const due = when(flow.facts, situation)
  const kind = due?.kinds.find((one) => one === form.fields.get('kind'))
  return { outcome: 'facts', facts: kind ? { ...UNCHOSEN, enrollKind: kind } : {} }
}

/** Takes the address or the number that codes shall go to. */
export async function takeAddress(step: Step): Promise<Result> {
  const { form, flow, situation } = step
  const { stage } = when(flow.facts, situation) ?? {}
  if (stage?.name !== 'address') return { outcome: 'facts', facts: {} }
  const typed = form.fields.get('address') ?? ''
  const address = stage.kind === 'sms' ? parsePhoneNumber(typed) : parseEmailAddress(typed)
  if (address) return { outcome: 'facts', facts: { enrollAddress: address } }
  return wrong({ problem: stage.kind === 'sms' ? 'phone_invalid' : 'email_invalid', typed })
}

/** Takes the code that confirms the factor. */
export async function takeConfirmation(step: Step): Promise<Result> {
  const { c, flow, form, situation } = step
  const { stage } = when(flow.facts, situation) ?? {}
  if (stage?.name !== 'seed' && stage?.name !== 'code') return { outcome: 'facts', facts: {} }
  const read = readTypedCode(form.fields.get('code'))
  if ('problem' in read) return wrong(await stateOf(step, read.problem))
  const tried = await takeAttempt(c, attemptOf(c, step, 'factor'))
  if (tried.taken === undefined) return { outcome: 'locked', lock: tried }
  if (stage.name === 'code') return confirmAddress(step, { recipient: stage.recipient, tried, code: read.code })
  const { ctx } = c.var
  const sealed = flow.facts.enrollSeed
  const lastStep = sealed && stepOfCode(openSeed(ctx, flow.id, sealed), { code: read.code, now: ctx.clock() })
  if (typeof lastStep !== 'number') {
    await recordFailure(ctx, {
      userId: situation.account?.userId,
      application: step.application,
      flow,
      reason: 'wrong_factor',
    })
    return wrong(await stateOf(step, 'wrong_code'))
  }
  await withdrawAttempt(c, tried)
  return { outcome: 'facts', facts: { factorEnrolled: { kind: 'authenticator', lastStep, isRepeat: false } } }
}

interface Confirmation {
  readonly recipient: FactorRecipient
  readonly tried: CountedAttempt
  readonly code: string
}

function confirmAddress(step: Step, { recipient, tried, code }: Confirmation): Result {
  const { c, flow, situation, application } = step
  const { ctx } = c.var
  const { kind, address, normalized } = recipient
  const digest = codeDigest(ctx, { flowId: flow.id, purpose: 'factor', code })
  const guess = { flowId: flow.id, purpose: 'factor', destination: normalized, digest, now: ctx.clock() } as const
  const isRepeat = isSameChannel(recipient, firstChannelOf(flow.facts, situation))
  return {
    outcome: 'facts',
    facts: { factorEnrolled: { kind, address, normalized, isRepeat } },
    consume: {
      async use(db) {
        const outcome = await redeemCode(db, guess)
        if (outcome === 'accepted') return undefined
        return async () => {
          await recordFailure(ctx, { userId: situation.account?.userId, application, flow, reason: 'wrong_factor' })
          return wrong({ problem: PROBLEMS[outcome] })
        }
      },
      used: () => withdrawAttempt(c, tried),
      failed: () => withdrawAttempt(c, tried),
    },
  }
}

const PROBLEMS = { wrong: 'wrong_code', expired: 'expired_code', too_many_tries: 'too_many_tries' } as const

async function stateOf(step: Step, problem: Problem): Promise<EnrollState> {
  return { problem, ...(await readSetup(step)) }
}

/** Remembers that the person wants no second factor, where it is optional (M5-4). */
export async function takeNo({ flow, situation }: Step): Promise<Result> {
  const due = when(flow.facts, situation)
  return { outcome: 'facts', facts: due && !due.isForced ? { isFactorDeclined: true } : {} }
}

/** Goes back to the choice. */
export async function takeBack(): Promise<Result> {
  return { outcome: 'facts', facts: UNCHOSEN }
}

/** Sends another code, which voids the one before. */
export async function takeEnrollResend(): Promise<Result> {
  return { outcome: 'facts', facts: {}, isEnteredAgain: true }
}
