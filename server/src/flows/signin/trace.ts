import type { Context } from '#platform/context'
import { writeTrace } from '#flows/engine'
import type { Flow } from './flow.ts'
import type { DueStep, Facts } from './steps.ts'

/** Traces a decision without making the person wait for it. Addresses and names stay out of the trace. */
export function traceInBackground(
  ctx: Context,
  { id, version }: Flow,
  { facts, due }: { facts: Facts; due: DueStep },
): void {
  const entry = { version, facts: Object.keys(facts), intent: facts.intent, step: due.kind, reason: due.reason }
  writeTrace(ctx.db, { flowId: id, now: ctx.clock(), step: entry }).catch((error: unknown) => {
    ctx.log.warn({ err: error }, 'a flow trace was not written')
  })
}
