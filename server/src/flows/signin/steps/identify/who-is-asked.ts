import { cookieNames, readCookie } from '#platform/http'
import { subjectOf } from '#platform/ids'
import { hintedIdentity } from '#flows/engine'
import { kindsOf } from '#domain/connections'
import type { CredentialIdentity, CredentialKind } from '#domain/identities'
import { readSession } from '#domain/sessions'
import { findAccountById } from '#domain/users'
import type { BeginningFact, Intent } from '../beginning.ts'
import type { PreparedPage } from '../step.ts'

/** The person that the first page is for. */
export interface AskedPerson {
  /** The value of the field for the identity. */
  readonly email?: string | undefined
  /** The value is a phone number. */
  readonly isPhone?: boolean | undefined
  /** The value of the field for a username, at sign-up. */
  readonly username?: string | undefined
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
  const hinted = hintedIdentity(request.loginHint)
  const kinds = kindsOf(application.settings.values)
  const asked = hinted ? filledBy(hinted, facts.intent, kinds) : {}
  // A person who came with a session has been asked before.
  if (!isFirst || facts.isSomebodyElse === true || facts.sessionId !== undefined) return {}
  if (facts.intent === 'sign_up' || request.prompts.includes('select_account')) return asked
  const session = await readSession(ctx, readCookie(c, cookieNames(ctx).session), application)
  if (!session || request.expectedSubjects?.includes(subjectOf(session.userId)) === false) return asked
  const account = await findAccountById(ctx.db, session.userId)
  const identities = account?.identities ?? []
  const isOther = hinted && !identities.some((one) => one.kind === hinted.kind && one.normalized === hinted.normalized)
  const known = identities.find(({ kind }) => kinds.includes(kind))
  return known === undefined || isOther ? asked : { known: known.typed }
}

/** Returns what a hint fills in: nothing where the page has no field for its kind. */
function filledBy({ kind, typed }: CredentialIdentity, intent: Intent, kinds: readonly CredentialKind[]): AskedPerson {
  if (intent === 'sign_up' && kind !== 'phone') return kind === 'email' ? { email: typed } : { username: typed }
  return kinds.includes(kind) ? { email: typed, isPhone: kind === 'phone' } : {}
}
