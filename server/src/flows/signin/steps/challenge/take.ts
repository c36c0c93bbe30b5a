import { z } from 'zod'
import { networksOf, passGuard, type Guard, type Limit } from '#platform/rate-limits'
import { findFlow } from '#flows/engine'
import {
  askProvider,
  isSolved,
  openChallenge,
  useChallenge,
  type Challenge,
  type ProviderVerdict,
} from '#domain/bot-stop'
import type { BeginningFact } from '../beginning.ts'
import { wrong } from '../define-step.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import type { ProofFact } from '../proof.ts'
import type { RepeatedPage, TakeContext, TakeResult } from '../step.ts'
import { addTraceDetail } from '../details-of-trace.ts'
import { challengeFact, type ChallengeFact } from './fact.ts'
import { issueFor } from './issue-for.ts'
import type { ChallengeState } from './page.tsx'
import { whenFirst, whenNew, type ChallengeDue } from './when.ts'

type Step = TakeContext<BeginningFact & IdentifyFact & ProofFact & ChallengeFact>
type Again = RepeatedPage<ChallengeState>
type Result = TakeResult<ChallengeFact, Again>

const HOUR_SECONDS = 3_600
/** Waits of one network in an hour: bots choose this way, and few people need it. */
const WAITS_OF_NETWORK = 6
const WAITS_OF_WIDE_NETWORK = 12
/** Waits of all networks together, and those kept for networks that have not waited yet. */
const WAITS = 200
const SHARE = 50
/** Questions to a provider from one network in an hour, so that nobody has us call it without end. */
const QUESTIONS_OF_NETWORK = 60

/** Takes the solution that a script found, or the answer of a provider. */
export async function takeChallenge(step: Step): Promise<Result> {
  const due = dueOf(step)
  if (!due) return { outcome: 'facts', facts: {} }
  const challenge = challengeIn(step, due)
  if (!challenge) return again(step, due, 'challenge_expired')
  const answer = step.form.fields.get('answer') ?? ''
  if (challenge.kind === 'work') {
    if (!isSolved(challenge, answer)) return again(step, due, 'challenge_failed')
    return passed(step, due, { challenge, by: due.provider ? 'work_instead_of_provider' : 'work' })
  }
  const verdict = await ask(step, due, { challenge, answer })
  if (verdict === 'passed') return passed(step, due, { challenge, by: due.provider ?? 'work' })
  if (verdict === 'failed') return again(step, due, 'challenge_failed')
  // The provider is away: the browser gets a proof of work, which only this server can decide on (N2-2).
  const issued = issueFor(step.c.var.ctx, step.flow, { ...due, kind: 'work' })
  return { outcome: 'again', state: { issued }, isWrong: false }
}

/** Takes the form of a browser that waited, which needs no script (N2-3). */
export async function takeWait(step: Step): Promise<Result> {
  const due = dueOf(step)
  if (!due) return { outcome: 'facts', facts: {} }
  const challenge = challengeIn(step, due)
  if (!challenge) return again(step, due, 'challenge_expired')
  const now = step.c.var.ctx.clock()
  const left = Math.ceil(challenge.waitSeconds - (now.getTime() - challenge.issuedAt) / 1000)
  if (left > 0) return wrong({ issued: samePage(step, challenge, left), problem: 'too_early' })
  const passage = await passGuard({ db: step.c.var.ctx.db, now }, waitGuard(step))
  if (passage.outcome === 'passed') return passed(step, due, { challenge, by: 'wait' })
  const issued = issueFor(step.c.var.ctx, step.flow, { ...due, kind: challenge.kind })
  return wrong({ issued, problem: 'too_many_waits', until: passage.until, now })
}

function dueOf({ flow, situation }: Step): ChallengeDue | undefined {
  return whenFirst(flow.facts, situation) ?? whenNew(flow.facts, situation)
}

function challengeIn({ c, flow, form }: Step, { action }: ChallengeDue): Challenge | undefined {
  const token = form.fields.get('challenge') ?? ''
  return openChallenge(c.var.ctx, { token, flowId: flow.id, action })
}

/** The page once more with the challenge that it has, so that the wait goes on and does not begin again. */
function samePage({ form }: Step, challenge: Challenge, left: number): ChallengeState['issued'] {
  return { ...challenge, token: form.fields.get('challenge') ?? '', most: 0, waitSeconds: left }
}

function again(step: Step, due: ChallengeDue, problem: NonNullable<ChallengeState['problem']>): Again {
  return wrong({ issued: issueFor(step.c.var.ctx, step.flow, due), problem })
}

async function ask(
  { c, situation }: Step,
  { provider }: ChallengeDue,
  { challenge, answer }: { readonly challenge: Challenge; readonly answer: string },
): Promise<ProviderVerdict> {
  const { ctx } = c.var
  // The keys were taken away since the page was shown.
  if (!provider) return 'unavailable'
  const { narrow } = networksOf(ctx.requester.ip)
  const limit = hourly(`bot-stop-ask:${narrow}`, QUESTIONS_OF_NETWORK, 'network')
  const passage = await passGuard({ db: ctx.db, now: ctx.clock() }, { limits: [limit] })
  if (passage.outcome === 'refused') return 'failed'
  return askProvider(ctx, { provider, settings: situation.settings, challenge, answer })
}

/** Uses the challenge up in the transaction that stores the fact. */
function passed(
  step: Step,
  due: ChallengeDue,
  { challenge, by }: { readonly challenge: Challenge; readonly by: string },
): Result {
  addTraceDetail(step.c, { passed_by: by })
  return {
    outcome: 'facts',
    facts: { challengePassed: { action: due.action, failures: due.failures } },
    consume: {
      use: async (db) => ((await useChallenge(db, challenge)) ? undefined : () => refuse(step, due)),
      used: () => Promise.resolve(),
      failed: () => Promise.resolve(),
    },
  }
}

async function refuse(step: Step, due: ChallengeDue): Promise<Again | undefined> {
  const present = await findFlow(step.c.var.ctx.db, { id: step.flow.id, facts: z.object(challengeFact) })
  // A double submit: the other request used the challenge and moved the flow on.
  return present?.facts.challengePassed ? undefined : again(step, due, 'challenge_expired')
}

function hourly(bucket: string, most: number, scope: Limit['scope']): Limit {
  return { bucket, most, windowSeconds: HOUR_SECONDS, scope }
}

function waitGuard({ c }: Step): Guard {
  const { narrow, wide } = networksOf(c.var.ctx.requester.ip)
  const networkBucket = `bot-stop-wait:wide:${wide}`
  return {
    limits: [
      hourly(`bot-stop-wait:${narrow}`, WAITS_OF_NETWORK, 'network'),
      hourly(networkBucket, WAITS_OF_WIDE_NETWORK, 'network'),
    ],
    overall: {
      limit: hourly('bot-stop-wait', WAITS, 'everywhere'),
      share: hourly('bot-stop-wait:new', SHARE, 'everywhere'),
      networkBucket,
      newUpTo: 1,
    },
  }
}
