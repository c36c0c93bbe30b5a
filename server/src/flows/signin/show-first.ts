import type { RequestContext } from '#platform/http'
import type { OpenFlow } from './open-flow.ts'
import { showFlow } from './show-flow.ts'
import { nextStep } from './steps.ts'
import { situationOf } from './steps/situation.ts'
import { noteDue } from './trace.ts'
import { writeStep } from './write-step.ts'

/** Shows the first page of a flow to the person that it is for, or the page after it where the first was answered. */
export async function showFirst(c: RequestContext, opened: OpenFlow): Promise<Response> {
  return (await enterFirst(c, opened)) ?? showFlow(c, opened, { isFirst: true })
}

/**
 * Does the work that the first page of a person with a session needs, such as sending the code of their factor, and
 * leads to the page. Undefined where nothing is to be done.
 */
async function enterFirst(c: RequestContext, opened: OpenFlow): Promise<Response | undefined> {
  const { flow, isStored } = opened
  const { facts } = flow
  if (isStored || facts.sessionId === undefined) return undefined
  const situation = await situationOf(c, opened)
  const due = nextStep(facts, situation)
  if (due.type !== 'page' || due.enter?.isDue(facts) !== true) return undefined
  const { outcome } = await writeStep(c, opened, { facts, entering: { enter: due.enter, situation } })
  if (outcome === 'written') noteDue(c, { ...opened, situation, isStored: true }, due)
  return c.redirect(`/auth/${flow.id}`, 303)
}
