import { z } from 'zod'
import type { Db } from '#platform/db'
import { findFlow } from '#flows/engine'
import { redeemCode } from '#domain/credentials'
import { countUse, findSeed, parseRecoveryCode, recoveryCodeDigest, useRecoveryCode, useStep } from '#domain/factors'
import { countFailedSignIn } from '#domain/users'
import { attemptOf, forgetFailures, takeAttempt, withdrawAttempt, type CountedAttempt } from '../attempts.ts'
import { codeDigest } from '../code/send-code.ts'
import { wrong } from '../define-step.ts'
import { recordFailure } from '../record-failure.ts'
import { passedFact, type FactorFacts, type FactorOption } from '../second-factor/index.ts'
import type { RepeatedPage, TakeContext, TakeResult } from '../step.ts'
import type { FactorFact } from './fact.ts'
import type { FactorState } from './page.tsx'
import { recipientOf } from './recipient.ts'
import { stepOfCode } from './totp.ts'
import { readTypedCode } from './typed-code.ts'
import { RECOVERY, when } from './when.ts'

type Step = TakeContext<FactorFacts & FactorFact>
type Result = TakeResult<FactorFact, RepeatedPage<FactorState>>
type Problem = NonNullable<FactorState['problem']>

/** Uses up the proof; returns the problem where that is not possible. */
type Use = (db: Db) => Promise<Problem | undefined>

/** Takes the code of the factor that is asked for, or a recovery code in its place. */
export async function takeFactor(step: Step): Promise<Result> {
  const { c, flow, form, situation } = step
  const due = when(flow.facts, situation)
  const userId = situation.account?.userId
  if (!due || userId === undefined) return { outcome: 'facts', facts: {} }
  const typed = form.fields.get('code')
  const proof = due.option
    ? await readProof(step, { typed, userId, option: due.option })
    : readRecovery(step, { typed, userId })
  if ('problem' in proof) return wrong({ problem: proof.problem })
  const tried = await takeAttempt(c, attemptOf(c, step, 'factor'))
  if (tried.taken === undefined) return { outcome: 'locked', lock: tried }
  const { option, isTrustable } = due
  const passed = {
    kind: option?.kind ?? RECOVERY,
    factorId: option?.factorId,
    userId,
    isRepeat: option?.isRepeat ?? false,
  } as const
  const isTrusted = isTrustable && form.fields.get('trust') === 'true'
  const before = flow.facts.factorsPassed ?? []
  return {
    outcome: 'facts',
    facts: {
      factorsPassed: [...before, passed],
      factorChosen: undefined,
      factorCodeSent: undefined,
      ...(isTrusted ? { isDeviceTrusted: true } : {}),
    },
    // One transaction uses up the proof and stores that it was right, so that a crash in between does not cost the
    // person a code.
    consume: {
      async use(db) {
        const problem = await proof.use(db)
        return problem && (() => refuse(step, { tried, problem, userId, passedBefore: before.length }))
      },
      used: () => forgetFailures(c, tried),
      failed: () => withdrawAttempt(c, tried),
    },
  }
}

interface TypedProof {
  readonly typed: string | undefined
  readonly userId: string
}

type Proof = { readonly use: Use } | { readonly problem: Problem }

async function readProof(
  step: Step,
  { typed, userId, option }: TypedProof & { readonly option: FactorOption },
): Promise<Proof> {
  const read = readTypedCode(typed)
  if ('problem' in read) return read
  const { code } = read
  const { ctx } = step.c.var
  const now = ctx.clock()
  const { factorId } = option
  if (option.kind === 'authenticator' && factorId !== undefined) {
    const sealed = await findSeed(ctx.db, { userId, factorId })
    const timeStep = sealed && stepOfCode(ctx.sealer.open(`factors.seed_sealed:${factorId}`, sealed), { code, now })
    if (timeStep === undefined) return { use: async () => 'wrong_code' }
    return {
      use: async (db) => ((await useStep(db, { userId, factorId, step: timeStep, now })) ? undefined : 'used_code'),
    }
  }
  const recipient = recipientOf(option)
  if (!recipient) return { problem: 'wrong_code' }
  const guess = {
    flowId: step.flow.id,
    purpose: 'factor',
    destination: recipient.normalized,
    digest: codeDigest(ctx, { flowId: step.flow.id, purpose: 'factor', code }),
    now,
  } as const
  return {
    async use(db) {
      const outcome = await redeemCode(db, guess)
      if (outcome !== 'accepted') return PROBLEMS[outcome]
      if (factorId !== undefined) await countUse(db, { userId, factorId, now })
      return undefined
    },
  }
}

const PROBLEMS = { wrong: 'wrong_code', expired: 'expired_code', too_many_tries: 'too_many_tries' } as const

function readRecovery(step: Step, { typed, userId }: TypedProof): Proof {
  if ((typed ?? '').trim() === '') return { problem: 'recovery_missing' }
  const { ctx } = step.c.var
  const letters = parseRecoveryCode(typed ?? '')
  if (letters === undefined) return { use: async () => 'wrong_recovery' }
  const digest = recoveryCodeDigest(ctx, userId, letters)
  const now = ctx.clock()
  return { use: async (db) => ((await useRecoveryCode(db, { userId, digest, now })) ? undefined : 'wrong_recovery') }
}

interface Refusal {
  readonly tried: CountedAttempt
  readonly problem: Problem
  readonly userId: string
  readonly passedBefore: number
}

async function refuse(
  { c, flow, application }: Step,
  { tried, problem, userId, passedBefore }: Refusal,
): Promise<RepeatedPage<FactorState> | undefined> {
  const { db } = c.var.ctx
  const present = await findFlow(db, { id: flow.id, facts: z.object(passedFact) })
  if ((present?.facts.factorsPassed?.length ?? 0) > passedBefore) {
    // A double submit: the other request used the code up and moved the flow on.
    await withdrawAttempt(c, tried)
    return undefined
  }
  await countFailedSignIn(db, userId)
  const reason = problem === 'wrong_recovery' ? 'wrong_recovery_code' : 'wrong_factor'
  await recordFailure(c.var.ctx, { userId, application, flow, reason })
  return wrong({ problem })
}

/** Takes the choice of another factor, or of a recovery code. */
export async function takeChoice({ form, flow, situation }: Step): Promise<Result> {
  const kind = form.fields.get('kind') ?? ''
  const due = when(flow.facts, situation)
  const kinds = [due?.option?.kind, ...(due?.others.map((one) => one.kind) ?? []), due?.hasRecoveryCodes && RECOVERY]
  return kinds.includes(kind) ? { outcome: 'facts', facts: { factorChosen: kind } } : { outcome: 'facts', facts: {} }
}

/** Sends another code, which voids the one before. */
export async function takeFactorResend(): Promise<Result> {
  return { outcome: 'facts', facts: {}, isEnteredAgain: true }
}
