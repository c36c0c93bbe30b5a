import type { RequestContext } from '#platform/http'
import { hintedIdentity } from '#flows/engine'
import { connectionIdFromText, findConnection, methodsOf } from '#domain/connections'
import { dispatch } from './dispatch.ts'
import type { OpenFlow } from './open-flow.ts'
import { showFirst } from './show-first.ts'
import type { IdentifyFact } from './steps/identify/fact.ts'
import { situationOf } from './steps/situation.ts'

/**
 * Starts a flow: with its first page, or with the page after it, where the application has a first page of its own and
 * names the connection and the identity that the person typed there (`connection_id`, `login_hint`).
 */
export async function startFlow(c: RequestContext, opened: OpenFlow): Promise<Response> {
  const { flow, application } = opened
  if (flow.facts.sessionId !== undefined || flow.request.further['connection_id'] === undefined) {
    return showFirst(c, opened)
  }
  const situation = await situationOf(c, opened)
  const asked = await askedOf(c, opened, methodsOf(situation.settings))
  if (asked === undefined) return showFirst(c, opened)
  const facts = { intent: flow.facts.intent, ...asked }
  const isSignUpClosed = facts.intent === 'sign_up' && !situation.settings.isSelfSignUpAllowed
  if (!asked.address || !application.settings.values.isAllowFacelessAuth || isSignUpClosed) {
    return showFirst(c, { ...opened, flow: { ...flow, facts: { ...flow.facts, isPhoneAsked: asked.isPhoneAsked } } })
  }
  return dispatch(c, opened, { verb: 'identify', before: situation, result: { outcome: 'beginning', facts } })
}

/** Returns what the named connection asks for, and the identity of the hint where it is of that kind. */
async function askedOf(
  c: RequestContext,
  { flow: { facts, request } }: OpenFlow,
  offered: ReturnType<typeof methodsOf>,
): Promise<IdentifyFact | undefined> {
  const id = connectionIdFromText(request.further['connection_id'] ?? '')
  const connection = id === undefined ? undefined : await findConnection(c.var.ctx.db, id)
  if (!connection || !offered.includes(connection.method)) return undefined
  const { kind } = connection.method
  const hinted = hintedIdentity(request.loginHint)
  // A username alone opens no account: the first page asks for an address besides.
  const isEnough = hinted?.kind === kind && (kind !== 'username' || facts.intent === 'sign_in')
  return { isPhoneAsked: kind === 'phone', ...(isEnough ? { address: hinted } : {}) }
}
