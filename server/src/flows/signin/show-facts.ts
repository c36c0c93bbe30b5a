import type { Context } from '#platform/context'
import type { RequestContext } from '#platform/http'
import { listOffer, nextStep, personIn, type Situation, type Step } from '#flows/engine'
import type { AskedApi, OrganizationLook } from '#flows/pages'
import { requiredRoles } from '#domain/applications'
import { listLogoFiles } from '#domain/logos'
import { findOrganizationProfile } from '#domain/organizations'
import { describeApis } from '#domain/resource-servers'
import { finish, situationOf } from './advance.ts'
import { attemptOf, readLock } from './steps/attempts.ts'
import type { OpenFlow } from './open-flow.ts'
import { showStep, type PageState } from './show-step.tsx'
import { whoIsAsked } from './who-is-asked.ts'

/** Shows the first page of a flow to whom it asks for, or the one after it where that was answered. */
export async function showFirst(c: RequestContext, opened: OpenFlow): Promise<Response> {
  const { facts } = opened.flow
  const isAnswered = facts.address !== undefined || facts.sessionId !== undefined
  return showFacts(c, opened, isAnswered ? {} : await whoIsAsked(c, opened))
}

/** Shows the step that the facts of a flow lead to. */
export async function showFacts(c: RequestContext, opened: OpenFlow, state: PageState): Promise<Response> {
  const { ctx } = c.var
  const { facts } = opened.flow
  const situation = await situationOf(c, opened)
  const step = await withFound(c, opened, { step: nextStep(facts, situation), situation, find: state.find })
  if (step.kind === 'finish') return finish(c, opened)
  const isGuarded = step.kind === 'password' || step.kind === 'code'
  const lane = step.kind === 'code' ? step.purpose : 'sign_in'
  const lock =
    state.lock ??
    (isGuarded && facts.address ? await readLock(c, attemptOf(c, { ...opened, situation }, lane)) : undefined)
  const organization = await readLook(ctx, opened.flow.request.further['org_code'])
  const apis = step.kind === 'consent' ? await readAskedApis(ctx, opened) : []
  return showStep(c, { ...opened, facts, situation, step, state: { ...state, lock }, organization, apis })
}

function readAskedApis(ctx: Context, { flow }: OpenFlow): Promise<readonly AskedApi[]> {
  const { applicationId, audiences, apiScopes } = flow.request
  return describeApis(ctx, { applicationId, audiences, keys: apiScopes })
}

interface Looking {
  readonly step: Step
  readonly situation: Situation
  readonly find: PageState['find']
}

/** The choice among organizations with those that somebody looks for. */
async function withFound(
  c: RequestContext,
  { flow, application }: OpenFlow,
  { step, situation, find }: Looking,
): Promise<Step> {
  const userId = personIn(flow.facts, situation)
  if (step.kind !== 'organization' || find === undefined || userId === undefined) return step
  const roleIds = requiredRoles(application)
  return { ...step, ...(await listOffer(c.var.ctx, { userId, roleIds, ...find })) }
}

/** The look of the organization that is asked for; nothing of one that is not there. */
async function readLook({ db, environment }: Context, code: string | undefined): Promise<OrganizationLook | undefined> {
  if (code === undefined || code === '') return undefined
  const found = await findOrganizationProfile(db, environment.id, code)
  if (!found) return undefined
  const logos = await listLogoFiles(db, { environmentId: environment.id, organizationId: found.id })
  return { code, settings: found.settings, hasLogo: logos.some(({ theme }) => theme === 'light') }
}
