/**
 * Shows the recovery codes of a person who has set up their first factor, once. Takes `recovery-codes`. They are stored
 * as digests when the flow ends.
 */
import { addSeconds } from '#platform/clock'
import { newRecoveryCodes } from '#domain/factors'
import { definePage } from '../define-step.ts'
import type { FactorFacts } from '../second-factor/index.ts'
import type { Entrance, TakeResult } from '../step.ts'
import { recoveryFact, type RecoveryFact } from './fact.ts'
import { drawRecoveryCodes } from './page.tsx'
import { openCodes, sealCodes } from './sealed-codes.ts'
import { when } from './when.ts'

export { openCodes } from './sealed-codes.ts'

const READING_SECONDS = 3_600

const MAKING_CODES: Entrance<FactorFacts & RecoveryFact, RecoveryFact> = {
  isDue: ({ recoveryCodes }) => recoveryCodes === undefined,
  count: () => Promise.resolve(),
  perform(ctx, { flow }) {
    const facts = { recoveryCodes: sealCodes(ctx, flow.id, newRecoveryCodes()) }
    return Promise.resolve({ facts, keepUntil: addSeconds(ctx.clock(), READING_SECONDS) })
  },
}

async function takeSeen(): Promise<TakeResult<RecoveryFact, never>> {
  return { outcome: 'facts', facts: { areRecoveryCodesSeen: true } }
}

export const recoveryCodes = definePage({
  kind: 'recovery-codes',
  fact: recoveryFact,
  secrets: ['recoveryCodes'],
  when,
  enter: () => MAKING_CODES,
  async prepare({ c, flow }) {
    const sealed = flow.facts.recoveryCodes
    return { codes: sealed === undefined ? [] : openCodes(c.var.ctx, flow.id, sealed) }
  },
  takes: { 'recovery-codes': takeSeen },
  draw: drawRecoveryCodes,
})
