import { listOffer } from '#flows/engine'
import { requiredRoles } from '#domain/applications'
import type { BeginningFact } from '../beginning.ts'
import type { IdentifyFact } from '../identify/fact.ts'
import type { ProofFact } from '../proof.ts'
import { personIn, situationOf } from '../situation.ts'
import type { Again, TakeContext, Taken } from '../step.ts'
import type { OrganizationFact } from './fact.ts'
import type { OrganizationState } from './page.tsx'

type Reads = BeginningFact & IdentifyFact & ProofFact & OrganizationFact
type Result = Taken<OrganizationFact, Again<OrganizationState>>

/** Takes one of their organizations, on the page or not. Whether it still is theirs is checked again when they enter. */
export async function takeOrganization({ c, form, flow, application }: TakeContext<Reads>): Promise<Result> {
  const code = form.fields.get('org_code')
  if (code === undefined) return again({})
  const facts = { organizationChosen: code }
  const { organization } = await situationOf(c, { application, flow: { ...flow, facts: { ...flow.facts, ...facts } } })
  // Undefined: it is theirs, and the session is too idle to enter it, so that they are asked who they are (O4-14).
  const isTheirs = !organization || (organization.kind === 'enter' && organization.organization.code === code)
  return isTheirs ? { outcome: 'facts', facts } : again({})
}

const LONGEST_TEXT = 200
const MOST_PAGES = 10_000

/** Takes which of many organizations to show: those with a text in their name, or the next of them. */
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

/** The same page, without an error. */
function again(state: OrganizationState): Again<OrganizationState> {
  return { outcome: 'again', state, isWrong: false }
}
