import type { Context } from '#platform/context'
import { subjectOf } from '#platform/ids'
import {
  addressFor,
  grantCode,
  mayUserEnter,
  organizationFor,
  parseLoginHint,
  successUrl,
  type AnswerTarget,
  type AuthorizationRequest,
} from '#flows/engine'
import type { Application } from '#domain/applications'
import { parseEmailAddress } from '#domain/identities'
import { touchSession, type Session } from '#domain/sessions'
import { findAccountById } from '#domain/users'

/** Whether the session of this browser may answer for the person, and if not why. */
export type Decision = { readonly isSilent: boolean; readonly reason: string; readonly isDenied?: boolean }

type Dependencies = Pick<Context, 'db' | 'cache' | 'clock' | 'sealer' | 'environment' | 'issuer'>

interface Circumstances {
  readonly session: Session | undefined
  readonly application: Application
  readonly idTokenHint: string | undefined
}

export async function decideSilence(
  ctx: Dependencies,
  request: AuthorizationRequest,
  { session, application, idTokenHint }: Circumstances,
): Promise<Decision> {
  const ask = (reason: string): Decision => ({ isSilent: false, reason })
  if (!session) return ask('no session')
  const asking = request.prompts.find((prompt) => ['login', 'create', 'consent', 'select_account'].includes(prompt))
  if (asking !== undefined) return ask(`prompt=${asking}`)
  const ageSeconds = (ctx.clock().getTime() - session.authenticatedAt.getTime()) / 1000
  if (request.maxAgeSeconds !== undefined && ageSeconds >= request.maxAgeSeconds) return ask('max_age')
  // P8-3: the method of the session must be one that this application would have offered.
  if (session.method !== `email:${application.settings.values.emailMethod}`) return ask('method not enabled')
  if (await isForSomebodyElse(ctx, request.loginHint, session)) return ask('login_hint names another')
  if (isNamedAnother(request, idTokenHint, session)) return ask('id_token_hint or claims name another')
  if (await isElsewhere(ctx, request, session)) return ask('the organization has another address')
  // Somebody else may be let in, so the page asks; who must not be asked is told.
  if (!(await mayUserEnter(ctx, { application, request, userId: session.userId }))) {
    return { ...ask('none of the roles may enter'), isDenied: true }
  }
  return { isSilent: true, reason: 'the session answers' }
}

/** Whoever is signed in may be of another organization than the address asked for; somebody else may not be. */
async function isElsewhere(
  ctx: Pick<Context, 'db' | 'environment'>,
  request: AuthorizationRequest,
  session: Session,
): Promise<boolean> {
  if (request.redirectPattern === undefined) return false
  return addressFor(request, await organizationFor(ctx, request, session.userId)) === undefined
}

/** An ID token of ours, expired or not, names its subject; anything else names nobody who is here (AS-54). */
function isNamedAnother(
  { expectedSubject }: AuthorizationRequest,
  hint: string | undefined,
  session: Session,
): boolean {
  if (expectedSubject === undefined) return hint !== undefined
  return expectedSubject !== subjectOf(session.userId)
}

async function isForSomebodyElse(
  ctx: Pick<Context, 'db' | 'environment'>,
  hint: string | undefined,
  session: Session,
): Promise<boolean> {
  const { kind, value } = parseLoginHint(hint) ?? {}
  const hinted = kind === 'email' && value !== undefined ? parseEmailAddress(value) : undefined
  if (!hinted) return false
  const account = await findAccountById(ctx.db, ctx.environment.id, session.userId)
  return account?.normalized !== hinted.normalized
}

/**
 * A code without a question: a second application in a browser that is signed in (P8-1). Undefined when the person was
 * signed out at the same moment: the grant would outlive the session (AS-30).
 */
export async function signInSilently(
  ctx: Context,
  request: AuthorizationRequest,
  session: Session,
): Promise<{ readonly target: AnswerTarget; readonly location: string } | undefined> {
  return ctx.db.transaction().execute(async (db) => {
    if (!(await touchSession(db, ctx.environment.id, { id: session.id, now: ctx.clock(), requester: ctx.requester })))
      return undefined
    const { code, redirectUri } = await grantCode({ ...ctx, db }, request, { ...session, sessionId: session.id })
    const target = { ...request, redirectUri }
    return { target, location: successUrl(target, { code, issuer: ctx.issuer }) }
  })
}
