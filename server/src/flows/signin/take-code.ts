import { LimitReached } from '#platform/errors'
import { withoutBlanks, withPlainDigits } from '#platform/i18n'
import type { RequestContext } from '#platform/http'
import { addFacts, addressOf, besideOf, findFlow, isCodeProven, type Facts, type Flow } from '#flows/engine'
import { redeemCode, type CodeAttempt, type CodeOutcome } from '#domain/credentials'
import { countFailedSignIn } from '#domain/users'
import { attemptOf, forgetFailures, takeAttempt, withdrawAttempt } from './steps/attempts.ts'
import { CODE_DIGITS, codeDigest } from './steps/code/send-code.ts'
import type { StepContext, StepResult } from './step-context.ts'

const PROBLEMS = { wrong: 'wrong_code', expired: 'expired_code', too_many_tries: 'too_many_tries' } as const

const MOVED = { code: 'FLOW_MOVED', message: 'Two answers to one question at the same moment.' }

/** A one-time code as typed: in the digits of any script, with the blanks and dashes by which people read it out. */
export async function takeCode(step: StepContext): Promise<StepResult> {
  const { c, flow, form, situation } = step
  const { ctx } = c.var
  const code = withPlainDigits(withoutBlanks(form.fields.get('code') ?? '')).replace(/\p{Pd}/gu, '')
  if (code === '') return { outcome: 'again', page: { codeProblem: 'code_missing' } }
  const { facts } = flow
  if (isCodeProven(facts, situation.account)) return { outcome: 'facts', facts }
  const purpose = facts.codeSent?.purpose
  if (purpose === undefined) return { outcome: 'again', page: { codeProblem: 'expired_code' } }
  if (code.length !== CODE_DIGITS || !/^\d+$/.test(code))
    return { outcome: 'again', page: { codeProblem: 'wrong_code' } }

  const tried = await takeAttempt(c, attemptOf(c, step, purpose))
  if (tried.taken === undefined) return { outcome: 'again', page: { lock: tried } }
  const digest = codeDigest(ctx, { flowId: flow.id, purpose, code })
  const proven = { ...facts, codeProvenBeside: besideOf(situation.account) }
  const guess = { flowId: flow.id, purpose, destination: addressOf(facts).normalized, digest, now: ctx.clock() }
  const outcome = await redeem(c, { flow, proven, guess }).catch(async (error: unknown) => {
    await withdrawAttempt(c, tried)
    throw error
  })
  if (outcome === 'accepted') {
    await forgetFailures(c, tried)
    return { outcome: 'moved' }
  }
  // A double submit: the first of the two used the code up and moved the flow on.
  const present = await findFlow(ctx.db, ctx.environment.id, flow.id)
  if (present && isCodeProven(present.facts, situation.account)) {
    await withdrawAttempt(c, tried)
    return { outcome: 'moved' }
  }
  await countFailedSignIn(ctx.db, ctx.environment.id, situation.account?.userId)
  return { outcome: 'again', page: { codeProblem: PROBLEMS[outcome] } }
}

// Using up the code and remembering that it was right are one transaction: a crash in between costs nobody a code.
async function redeem(
  c: RequestContext,
  { flow, proven, guess }: { flow: Flow; proven: Facts; guess: CodeAttempt },
): Promise<CodeOutcome> {
  const { ctx } = c.var
  return ctx.db.transaction().execute(async (db) => {
    const outcome = await redeemCode(db, ctx.environment.id, guess)
    if (outcome !== 'accepted') return outcome
    const isWritten = await addFacts(db, ctx.environment.id, { flow, facts: proven, keepUntil: flow.expiresAt })
    if (!isWritten) throw new LimitReached('moment', MOVED, 1)
    return outcome
  })
}

export async function takeResend({ flow }: StepContext): Promise<StepResult> {
  return { outcome: 'facts', facts: flow.facts, isResend: true }
}
