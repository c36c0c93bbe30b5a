import { addSeconds } from '#platform/clock'
import type { Db } from '#platform/db'
import { LimitReached } from '#platform/errors'
import type { RequestContext } from '#platform/http'
import { addFacts, insertFlow, lockFlow } from '#flows/engine'
import { localeFor } from '#flows/pages'
import type { OpenFlow } from './open-flow.ts'
import { pageApplication } from './page-application.ts'
import type { Facts } from './steps.ts'
import type { Situation } from './steps/situation.ts'
import type { Consumption, DrawnPage, Entrance } from './steps/step.ts'

/** The lifetime of a stored flow after its last step. A code that was sent extends it. */
const IDLE_SECONDS = 3_600

const MOVED = { code: 'FLOW_MOVED', message: 'Two answers to one question at the same moment.' } as const

/** The work to do before the next page can be shown. */
export interface StepEntrance {
  readonly enter: Entrance<Facts, Partial<Facts>>
  readonly situation: Situation
}

export interface StepWrite {
  readonly facts: Facts
  /** The proof of the facts, used up in the same transaction. */
  readonly consume?: Consumption<DrawnPage<Facts>> | undefined
  readonly entering?: StepEntrance | undefined
}

export type StepWriteResult =
  | { readonly outcome: 'written' }
  /** Another request moved the flow on first. */
  | { readonly outcome: 'lost' }
  /** The consumption was refused; see `Consumption.use`. */
  | { readonly outcome: 'refused'; readonly refuse: () => Promise<DrawnPage<Facts> | undefined> }

/** Another request moved the flow on since it was read, so the transaction is rolled back. */
class LostRace extends Error {}

/**
 * Writes a step in one transaction: inserts the flow where it is not stored yet, uses up the proof, does the work of
 * entering the next step, and writes the facts.
 *
 * @throws {TooManyRequests} `TOO_MANY_CODES`, `FLOW_MOVED`
 */
export async function writeStep(c: RequestContext, opened: OpenFlow, writing: StepWrite): Promise<StepWriteResult> {
  const { ctx } = c.var
  const { consume } = writing
  await countEntrance(c, opened, writing)
  const written = ctx.db.transaction().execute((db) => writeIn(c, opened, { ...writing, db }))
  return written.catch((error: unknown): StepWriteResult => {
    if (!(error instanceof LostRace)) throw error
    // The rollback restored the proof, so the person can send it again.
    if (consume) throw new LimitReached('moment', MOVED, 1)
    return { outcome: 'lost' }
  })
}

async function countEntrance(c: RequestContext, opened: OpenFlow, { facts, entering }: StepWrite): Promise<void> {
  await entering?.enter.count(contextOf(c, opened, { facts, situation: entering.situation }))
}

function contextOf(
  c: RequestContext,
  { flow, application, browser }: OpenFlow,
  { facts, situation }: { readonly facts: Facts; readonly situation: Situation },
) {
  const locale = localeFor(c, pageApplication(application))
  return { c, flow: { ...flow, facts }, application, browser, situation, locale }
}

async function writeIn(
  c: RequestContext,
  opened: OpenFlow,
  { db, facts, consume, entering }: StepWrite & { readonly db: Db },
): Promise<StepWriteResult> {
  const { ctx } = c.var
  const { flow, isStored } = opened
  const keepUntil = addSeconds(ctx.clock(), IDLE_SECONDS)
  // Not the day that a first page may stay open: a proof must not wait that long for the person to continue.
  if (!isStored) await insertFlow(db, { ...flow, expiresAt: keepUntil })
  else if (entering && !(await lockFlow(db, flow))) throw new LostRace()
  const refuse = await consume?.use(db)
  if (refuse) return { outcome: 'refused', refuse }
  const entered = await entering?.enter.perform({ ...ctx, db }, contextOf(c, opened, { facts, ...entering }))
  const isWritten = await addFacts(db, {
    flow,
    facts: { ...facts, ...entered?.facts },
    keepUntil: entered ? addSeconds(entered.keepUntil, IDLE_SECONDS) : keepUntil,
  })
  // Roll back everything of a step that lost the race, above all the code that it sent.
  if (!isWritten) throw new LostRace()
  return { outcome: 'written' }
}
