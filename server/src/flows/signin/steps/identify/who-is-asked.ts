import { cookieNames, readCookie } from '#platform/http'
import { subjectOf } from '#platform/ids'
import { emailIn } from '#flows/engine'
import { parseEmailAddress } from '#domain/identities'
import { readSession } from '#domain/sessions'
import { findAccountById } from '#domain/users'
import type { BeginningFact } from '../beginning.ts'
import type { PreparedPage } from '../step.ts'

/** The person that the first page is for. */
export interface AskedPerson {
  /** The value of the address field. */
  readonly email?: string | undefined
  /** The address of the person who is signed in here and must prove again who they are. */
  readonly known?: string | undefined
}

/**
 * Returns the person that the first page is for: the one who is signed in in this browser and must prove again who they
 * are (`prompt=login`, `max_age`), unless the request names another; otherwise the one that `login_hint` names.
 */
export async function whoIsAsked({ c, flow, application, isFirst }: PreparedPage<BeginningFact>): Promise<AskedPerson> {
  const { ctx } = c.var
  const { request, facts } = flow
  const email = emailIn(request.loginHint)
  // A person who came with a session has been asked before.
  if (!isFirst || facts.isSomebodyElse === true || facts.sessionId !== undefined) return {}
  if (facts.intent === 'sign_up' || request.prompts.includes('select_account')) return { email }
  const session = await readSession(ctx, readCookie(c, cookieNames(ctx).session), application)
  if (!session || request.expectedSubjects?.includes(subjectOf(session.userId)) === false) return { email }
  const account = await findAccountById(ctx.db, session.userId)
  const isOther = email !== undefined && parseEmailAddress(email)?.normalized !== account?.email?.normalized
  return account === undefined || isOther ? { email } : { known: account.identity.typed }
}
