import { withoutBlanks, withPlainDigits } from '#platform/i18n'
import { z } from 'zod'
import { findFlow } from '#flows/engine'
import { redeemCode, type CodeOutcome } from '#domain/credentials'
import { countFailedSignIn } from '#domain/users'
import { recordFailure } from '../record-failure.ts'
import type { BeginningFact } from '../beginning.ts'
import { attemptOf, forgetFailures, takeAttempt, withdrawAttempt, type CountedAttempt } from '../attempts.ts'
import { wrong } from '../define-step.ts'
import { identifyFact, type IdentifyFact } from '../identify/fact.ts'
import type { RepeatedPage, TakeContext, TakeResult } from '../step.ts'
import { destinationOf } from './destination.ts'
import { besideOf, codeFact, isCodeProven, type CodeFact } from './fact.ts'
import type { CodeState } from './page.tsx'
import { CODE_DIGITS, codeDigest } from './send-code.ts'

type Step = TakeContext<BeginningFact & IdentifyFact & CodeFact>
type Result = TakeResult<CodeFact, RepeatedPage<CodeState>>

const PROBLEMS = { wrong: 'wrong_code', expired: 'expired_code', too_many_tries: 'too_many_tries' } as const

/** Takes a code as typed: in the digits of any script, and with blanks and dashes between them. */
export async function takeCode(step: Step): Promise<Result> {
  const { c, flow, form, situation } = step
  const code = withPlainDigits(withoutBlanks(form.fields.get('code') ?? '')).replace(/\p{Pd}/gu, '')
  if (code === '') return wrong({ problem: 'code_missing' })
  const { facts } = flow
  if (isCodeProven(facts, situation.account)) return { outcome: 'facts', facts: {} }
  const purpose = facts.codeSent?.purpose
  if (purpose === undefined) return wrong({ problem: 'expired_code' })
  if (code.length !== CODE_DIGITS || !/^\d+$/.test(code)) return wrong({ problem: 'wrong_code' })

  const tried = await takeAttempt(c, attemptOf(c, step, purpose))
  if (tried.taken === undefined) return { outcome: 'locked', lock: tried }
  const { clock } = c.var.ctx
  const digest = codeDigest(c.var.ctx, { flowId: flow.id, purpose, code })
  const guess = {
    flowId: flow.id,
    purpose,
    destination: destinationOf(facts, situation.account).normalized,
    digest,
    now: clock(),
  }
  return {
    outcome: 'facts',
    facts: { codeProvenBeside: besideOf(facts, situation.account) },
    // One transaction uses up the code and stores that it was right, so that a crash in between does not cost the
    // person a code.
    consume: {
      async use(db) {
        const outcome = await redeemCode(db, guess)
        return outcome === 'accepted' ? undefined : () => refuse(step, tried, outcome)
      },
      used: () => forgetFailures(c, tried),
      failed: () => withdrawAttempt(c, tried),
    },
  }
}

async function refuse(
  { c, flow, situation, application }: Step,
  tried: CountedAttempt,
  outcome: Exclude<CodeOutcome, 'accepted'>,
): Promise<RepeatedPage<CodeState> | undefined> {
  const { db } = c.var.ctx
  const present = await findFlow(db, { id: flow.id, facts: z.object({ ...identifyFact, ...codeFact }) })
  if (present && isCodeProven(present.facts, situation.account)) {
    // A double submit: the other request used the code up and moved the flow on.
    await withdrawAttempt(c, tried)
    return undefined
  }
  const userId = situation.account?.userId
  await countFailedSignIn(db, userId)
  // A code that ended by too many tries was wrong before; this try says no more than that.
  const reason = outcome === 'expired' ? 'expired_code' : 'wrong_code'
  await recordFailure(c.var.ctx, { userId, application, flow, reason })
  return wrong({ problem: PROBLEMS[outcome] })
}

/** Sends another code, which voids the one before. */
export async function takeResend(): Promise<TakeResult<CodeFact, never>> {
  return { outcome: 'facts', facts: {}, isEnteredAgain: true }
}
