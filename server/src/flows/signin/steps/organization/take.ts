import { listOffer } from '#flows/engine'
import { requiredRoles } from '#domain/applications'
import type { BeginningFact } from '../beginning.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import type { ProofFact } from '../proof.ts'
import { personIn, situationOf } from '../situation.ts'
import type { RepeatedPage, TakeContext, TakeResult } from '../step.ts'
import type { OrganizationFact } from './fact.ts'
import type { OrganizationState } from './page.tsx'

type Reads = BeginningFact & IdentifyFact & ProofFact & OrganizationFact
type Result = TakeResult<OrganizationFact, RepeatedPage<OrganizationState>>

/**
 * Takes one of the person's organizations, even one that the page did not show. Entering it checks again that it is
 * theirs.
 */
export async function takeOrganization({ c, form, flow, application }: TakeContext<Reads>): Promise<Result> {
  const code = form.fields.get('org_code')
  if (code === undefined) return again({})
  const facts = { organizationChosen: code }
  const { organization } = await situationOf(c, { application, flow: { ...flow, facts: { ...flow.facts, ...facts } } })
  // Undefined: the organization is theirs, but the session was idle too long to enter it, so they must sign in again
  // (O4-14).
  const isTheirs = !organization || (organization.kind === 'enter' && organization.organization.code === code)
  return isTheirs ? { outcome: 'facts', facts } : again({})
}

const LONGEST_TEXT = 200
const MOST_PAGES = 10_000

/** Takes a search among many organizations: a part of their name, or another page. */
export async function takeFinding({
  c,
  form,
  flow,
  application,
  situation,
}: TakeContext<BeginningFact>): Promise<Result> {
  const text = (form.fields.get('text') ?? '').replaceAll('\0', '').trim().slice(0, LONGEST_TEXT)
  const typed = Number(form.fields.get('page') ?? 1)
  const page = Number.isInteger(typed) && typed >= 1 && typed <= MOST_PAGES ? typed : 1
  const userId = personIn(flow.facts, situation)
  if (userId === undefined) return again({ find: { text, page } })
  const offer = await listOffer(c.var.ctx, { userId, roleIds: requiredRoles(application), text, page })
  return again({ find: { text, page }, offer })
}

/** Returns the same page, without an error. */
function again(state: OrganizationState): RepeatedPage<OrganizationState> {
  return { outcome: 'again', state, isWrong: false }
}
