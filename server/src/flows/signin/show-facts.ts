import type { Context } from '#platform/context'
import type { RequestContext } from '#platform/http'
import { nextStep } from '#flows/engine'
import { findOrganizationProfile } from '#domain/organizations'
import { finish, situationOf } from './advance.ts'
import { readLock } from './attempts.ts'
import type { OpenFlow } from './open-flow.ts'
import { showStep, type PageState } from './show-step.tsx'

/** Shows the step that the facts of a flow lead to. */
export async function showFacts(c: RequestContext, opened: OpenFlow, state: PageState): Promise<Response> {
  const { ctx } = c.var
  const { facts } = opened.flow
  const situation = await situationOf(c, opened)
  const step = nextStep(facts, situation)
  if (step.kind === 'finish') return finish(c, opened)
  const isGuarded = step.kind === 'password' || step.kind === 'code'
  const lockedUntil =
    state.lockedUntil ??
    (isGuarded && facts.address
      ? await readLock(ctx, { kind: step.kind, address: facts.address.normalized, settings: situation.settings })
      : undefined)
  const organizationSettings = await readLook(ctx, opened.flow.request.further['org_code'])
  return showStep(c, { ...opened, facts, situation, step, state: { ...state, lockedUntil }, organizationSettings })
}

/** What the organization that is asked for says of its look; nothing of one that is not there. */
async function readLook({ db, environment }: Context, code: string | undefined): Promise<unknown> {
  if (code === undefined || code === '') return undefined
  return (await findOrganizationProfile(db, environment.id, code))?.settings
}
