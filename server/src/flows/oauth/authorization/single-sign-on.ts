import type { Context } from '#platform/context'
import { subjectOf } from '#platform/ids'
import {
  addressFor,
  ChoiceOutdated,
  enterOrganization,
  grantCode,
  mayUserEnter,
  NoEntry,
  parseLoginHint,
  successUrl,
  readMethods,
  whyNotAnswering,
  type AnswerTarget,
  type AuthorizationRequest,
  type OrganizationChoice,
} from '#flows/engine'
import { factorNeed, readSecondFactors, readSituation } from '#flows/signin'
import { holdApplication, requiredRoles, type Application } from '#domain/applications'
import { parseEmailAddress } from '#domain/identities'
import { findEnterableOrganization, findOrganizationOfSession } from '#domain/organizations'
import { touchSession, type Session } from '#domain/sessions'
import { writeTraceLater } from '#domain/traces'
import { findAccountById, lockUser } from '#domain/users'
import { OAuthError } from '../errors.ts'
import { requestTrace } from './trace.ts'

/** Whether the session of this browser may sign the person in without a page, and the reason. */
export type Decision = { readonly isSilent: boolean; readonly reason: string }

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
  const methods = await readMethods(ctx, application, request)
  const whyNot = whyNotAnswering(session, { request, application, methods, now: ctx.clock() })
  if (whyNot !== undefined) return ask(whyNot)
  if (await isForSomebodyElse(ctx, request.loginHint, session)) return ask('login_hint names another')
  if (isNamedAnother(request, idTokenHint, session)) return ask('id_token_hint or claims name another')
  return { isSilent: true, reason: 'the session answers' }
}

/**
 * Whether the request names another user. An ID token of ours, expired or not, names its subject; any other hint names
 * no user of ours (AS-54).
 */
function isNamedAnother(
  { expectedSubjects }: AuthorizationRequest,
  hint: string | undefined,
  session: Session,
): boolean {
  if (expectedSubjects === undefined) return hint !== undefined
  return !expectedSubjects.includes(subjectOf(session.userId))
}

async function isForSomebodyElse(
  ctx: Pick<Context, 'db' | 'environment'>,
  hint: string | undefined,
  session: Session,
): Promise<boolean> {
  const { kind, value } = parseLoginHint(hint) ?? {}
  const hinted = kind === 'email' && value !== undefined ? parseEmailAddress(value) : undefined
  if (!hinted) return false
  const account = await findAccountById(ctx.db, session.userId)
  return account?.email?.normalized !== hinted.normalized
}

/** The way on for a person who is signed in: to the application, or to a page first. */
export type Entrance =
  | { readonly outcome: 'enter'; readonly choice: OrganizationChoice }
  /** The session identifies the person, and a page about organizations or a second factor is due. */
  | { readonly outcome: 'page_of_person' }
  /**
   * The address belongs to another organization, or none of the person's roles may enter. Another person may sign in.
   */
  | { readonly outcome: 'sign_in_page' }

/**
 * Returns the way on for a person who is signed in.
 *
 * @throws {OAuthError} `interaction_required`, `access_denied`: `prompt=none` allows no page (OIDC Core section
 * 3.1.2.6), and people become members only with their knowledge.
 */
export async function findEntrance(
  ctx: Dependencies,
  request: AuthorizationRequest,
  { session, application, trusting }: SignedIn,
): Promise<Entrance> {
  const flow = { request, facts: { intent: 'sign_in', sessionId: session.id } } as const
  const situation = await readSituation(ctx, { flow, application, session, trusting })
  const { organization } = situation
  if (!organization) return { outcome: 'sign_in_page' }
  const choice = request.prompts.includes('none')
    ? await chooseSilently(ctx, organization, { session, application })
    : organization
  if (choice.kind === 'refuse' && choice.why === 'access_denied') return { outcome: 'sign_in_page' }
  if (choice.kind === 'ask' || choice.kind === 'refuse') return { outcome: 'page_of_person' }
  const entered = choice.kind === 'enter' ? choice.organization : undefined
  if (addressFor(request, entered) === undefined) return { outcome: 'sign_in_page' }
  const asked = { request, application, choice, userId: session.userId, trusting }
  const second = await readSecondFactors(ctx, asked)
  if (factorNeed(flow.facts, { ...situation, second }) === undefined) return { outcome: 'enter', choice }
  if (!request.prompts.includes('none')) return { outcome: 'page_of_person' }
  throw new OAuthError('interaction_required', 'The person has to pass a second factor')
}

interface SignedIn {
  readonly session: Session
  readonly application: Application
  /** Digests of the secrets by which this browser may be trusted. */
  readonly trusting: readonly Buffer[]
}

/** Returns the choice for `prompt=none`: among several organizations, the one that this browser is signed in to. */
async function chooseSilently(
  { db }: Dependencies,
  choice: OrganizationChoice,
  { session, application }: { readonly session: Session; readonly application: Application },
): Promise<OrganizationChoice> {
  if (choice.kind === 'refuse') throw new OAuthError('access_denied', `${choice.why}: ${choice.reason}`)
  if (choice.kind === 'enter' && choice.isJoining) {
    throw new OAuthError('interaction_required', 'The person is not a member of the organization yet')
  }
  if (choice.kind !== 'ask') return choice
  const id = await findOrganizationOfSession(db, session.id)
  const wanted = id === undefined ? undefined : { userId: session.userId, roleIds: requiredRoles(application), id }
  const organization = wanted && (await findEnterableOrganization(db, wanted))
  if (organization) return { kind: 'enter', organization, isJoining: false, reason: 'the session is in it' }
  throw new OAuthError('interaction_required', 'The person has to choose an organization')
}

/** Whether the person becomes a member. That changes the user, so the user is locked, and before the session. */
function isJoining(choice: OrganizationChoice): boolean {
  return choice.kind === 'create' || (choice.kind === 'enter' && choice.isJoining)
}

interface SilentSignIn {
  readonly session: Session
  readonly application: Application
  readonly choice: OrganizationChoice
}

export type SilentAnswer =
  | { readonly outcome: 'answered'; readonly target: AnswerTarget; readonly location: string }
  /**
   * None of the person's roles may enter. Another person may be let in, so the page asks; with `prompt=none` the client
   * gets an error.
   */
  | { readonly outcome: 'denied' }
  /** The application was deleted at the same moment. */
  | { readonly outcome: 'gone' }

/**
 * Issues a code without a page: for a second application in a browser that is signed in (P8-1), or for another
 * organization (O3-7). Returns undefined when the person was signed out at the same moment, since the grant would
 * outlive the session (AS-30), or when they may no longer enter the organization.
 */
export async function signInSilently(
  ctx: Context,
  request: AuthorizationRequest,
  { session, application, choice }: SilentSignIn,
): Promise<SilentAnswer | undefined> {
  const { id: sessionId, userId } = session
  const answered = ctx.db.transaction().execute(async (db): Promise<SilentAnswer | undefined> => {
    const scoped = { ...ctx, db }
    if (!(await holdApplication(db, application.id))) return { outcome: 'gone' }
    if (isJoining(choice) && !(await lockUser(db, userId))) return undefined
    const active = { id: sessionId, now: ctx.clock(), requester: ctx.requester }
    if (!(await touchSession(db, active))) return undefined
    const organization = await enterOrganization(scoped, { userId, request, choice })
    if (!(await mayUserEnter(scoped, { application, organization, userId }))) throw new NoEntry()
    const granted = await grantCode(scoped, request, { ...session, sessionId, organization })
    const { code, redirectUri, scopes } = granted
    const last = { step: 'finish', reason: `the session answers; ${choice.reason}` } as const
    const who = { applicationId: application.id, userId, sessionId, organizationId: organization?.id }
    await writeTraceLater(db, requestTrace(ctx, { kind: 'silent', ...who, last }))
    const target = { ...request, redirectUri, scopes }
    return { outcome: 'answered', target, location: successUrl(target, { code, issuer: ctx.issuer }) }
  })
  return answered.catch((error: unknown) => {
    if (error instanceof ChoiceOutdated) return undefined
    if (error instanceof NoEntry) return { outcome: 'denied' }
    throw error
  })
}
