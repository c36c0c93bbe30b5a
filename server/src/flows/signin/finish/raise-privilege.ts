import type { Context } from '#platform/context'
import { digestOf, newToken } from '#platform/crypto'
import { ChoiceOutdated, type Authentication } from '#flows/engine'
import { raiseSession, type Session } from '#domain/sessions'
import type { Flow } from '../flow.ts'
import { factorsIn, withFactors } from './factors-shown.ts'

interface PartInput {
  readonly flow: Flow
  /** The session that the person came with. */
  readonly previous: Session
}

interface ContinuedSession {
  readonly session: Omit<Authentication, 'userId'>
  /** The new secret of a session whose privilege rose. */
  readonly token: string | undefined
}

/**
 * Continues the session. One that passed a second factor in this flow goes on under a new secret (ATO-06), and its
 * methods name the factor from now on.
 */
export async function raisePrivilege(ctx: Context, { flow, previous }: PartInput): Promise<ContinuedSession> {
  const { id: sessionId, method, authenticatedAt } = previous
  const session = { sessionId, method, authenticatedAt }
  const shown = factorsIn(flow.facts)
  if (shown.length === 0) return { session: { ...session, amr: previous.amr }, token: undefined }
  const amr = withFactors(previous.amr, shown)
  const token = newToken()
  const factors = [...new Set([...previous.factors, ...shown.map(({ kind }) => kind)])]
  const isRaised = await raiseSession(ctx.db, { known: previous, tokenDigest: digestOf(token), amr, factors })
  // The session was renewed or ended at the same moment: the person goes on from how it is now.
  if (!isRaised) throw new ChoiceOutdated()
  return { session: { ...session, amr }, token }
}
