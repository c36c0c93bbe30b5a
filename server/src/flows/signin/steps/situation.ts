import type { Context, EnvironmentScope } from '#platform/context'
import { cookieNames, readCookie, type RequestContext } from '#platform/http'
import {
  readMethods,
  readOrganizationChoice,
  whyNotAnswering,
  type AuthorizationRequest,
  type Flow,
  type OrganizationChoice,
} from '#flows/engine'
import type { Application } from '#domain/applications'
import { isTooIdleToEnter, readSession, type Session } from '#domain/sessions'
import type { Settings } from '#domain/settings'
import { findAccount, findAccountById, type Account } from '#domain/users'
import { readBotStop, type BotStop } from './challenge/read-bot-stop.ts'
import { isSessionProven, type BeginningFact } from './beginning.ts'
import { destinationOf } from './code/destination.ts'
import { isCodeProven, type CodeFact } from './code/fact.ts'
import type { IdentifyFact } from './identify/fact.ts'
import type { OrganizationFact } from './organization/fact.ts'
import type { PasskeySituation } from './passkey/passkey-situation.ts'
import { readOwnPasskeys, readPasskeys } from './passkey/own-passkeys.ts'
import { isProven, type ProofFact } from './proof.ts'
import type { UsernameFact } from './username/fact.ts'
import { factorNeed, readSecondFactors, type PassedFact, type SecondFactors } from './second-factor/index.ts'
import { trustingDigests } from '../trusted-browser.ts'

/** Everything that a step may read besides the facts. */
export interface Situation {
  readonly settings: Settings
  readonly environment: Pick<EnvironmentScope, 'settings' | 'businessSettings'>
  readonly request: AuthorizationRequest
  /** The account that has the address of the flow, if there is one. */
  readonly account: Account | undefined
  /** The session of this browser, if it has one. */
  readonly session: Session | undefined
  /** Another user has the username that the person wants; known once they have proven who they are. */
  readonly isUsernameTaken?: boolean | undefined
  /** Undefined where the host can have no passkeys. */
  readonly passkeys?: PasskeySituation | undefined
  /** The organization that the person goes to; known once they have proven who they are. */
  readonly organization?: OrganizationChoice | undefined
  /** Second factors; known where something asks for one, and the organization was chosen. */
  readonly second?: SecondFactors | undefined
  /** Set where the bot stop is on. */
  readonly botStop?: BotStop | undefined
}

type SituationFact = BeginningFact & IdentifyFact & ProofFact & OrganizationFact & UsernameFact & PassedFact

type SituationContext = Pick<Context, 'db' | 'environment' | 'clock' | 'issuer'>

interface Circumstances {
  readonly flow: Pick<Flow<SituationFact>, 'facts' | 'request'>
  readonly application: Application
  /** The session of this browser. */
  readonly session: Session | undefined
  /** Digests of the secrets by which this browser may be trusted. */
  readonly trusting: readonly Buffer[]
}

/** Reads the situation of a request's flow, with the session of its browser where the facts name one. */
export async function situationOf(
  c: RequestContext,
  { flow, application }: Omit<Circumstances, 'session' | 'trusting'>,
): Promise<Situation> {
  // Only where the facts name one, so that other sign-ins do not wait for the query.
  const session = flow.facts.sessionId === undefined ? undefined : await readAnswering(c, { flow, application })
  const trusting = trustingDigests(c)
  const situation = await readSituation(c.var.ctx, { flow, application, session, trusting })
  const botStop = await readBotStop(c, { flow, situation })
  return botStop ? { ...situation, botStop } : situation
}

/** Returns the session if it still meets the request: a page may have been open for a day (AS-51). */
async function readAnswering(
  c: RequestContext,
  { flow: { request }, application }: Omit<Circumstances, 'session' | 'trusting'>,
): Promise<Session | undefined> {
  const { ctx } = c.var
  const session = await readSession(ctx, readCookie(c, cookieNames(ctx).session), application)
  const now = ctx.clock()
  const methods = await readMethods(ctx, application, request)
  const isAnswering = session && whyNotAnswering(session, { request, application, methods, now }) === undefined
  return isAnswering === true ? session : undefined
}

/** Reads the settings, the account and the organization as they are now. */
export async function readSituation(ctx: SituationContext, circumstances: Circumstances): Promise<Situation> {
  return situationWith(ctx, circumstances, await findPerson(ctx, circumstances))
}

async function findPerson(
  { db }: SituationContext,
  { flow: { facts }, session }: Pick<Circumstances, 'flow' | 'session'>,
): Promise<Account | undefined> {
  if (session && isSessionProven(facts, { session })) return findAccountById(db, session.userId)
  return facts.address && findAccount(db, facts.address)
}

/** Reads the situation for an account that was read before. */
export async function situationWith(
  ctx: SituationContext,
  { flow, application, session, trusting }: Circumstances,
  account: Account | undefined,
): Promise<Situation> {
  const settings = await settingsIn(ctx, application, flow.request)
  const { facts, request } = flow
  const passkeys = await readPasskeys(ctx, { facts, application, request })
  const known = { settings, environment: ctx.environment, request, account, session, passkeys }
  // The person's organizations are not revealed before they have proven who they are.
  if (!isProven(flow.facts, known)) return known
  const isUsernameTaken = await findTaken(ctx, flow.facts, account)
  const organization = await readChoice(ctx, { flow, application }, known)
  // A session that was idle too long for its organization does not identify the person: they must sign in again.
  if (await isSessionTooIdle(ctx, { flow, application, session }, organization)) return { ...known, session: undefined }
  const userId = personIn(facts, known)
  const own = passkeys && (await readOwnPasskeys(ctx, passkeys, { application, userId, organization }))
  const asked = { request: flow.request, application, choice: organization, userId, trusting }
  const second = await readSecondFactors(ctx, asked)
  const situation = { ...known, organization, isUsernameTaken, passkeys: own, second }
  return isSessionTooOldToEnroll(ctx, flow, situation) ? { ...known, session: undefined } : situation
}

/** Seconds after a sign-in during which a factor may be set up without another (ATO-16). */
const RECENT_SECONDS = 600

/** A session that lies open must not let anybody set up a factor of their own: the person signs in again. */
function isSessionTooOldToEnroll(
  { clock }: SituationContext,
  { facts }: Circumstances['flow'],
  situation: Situation,
): boolean {
  const { session } = situation
  if (!session || !isSessionProven(facts, { session })) return false
  // A person who passed a factor in this flow has just shown who they are.
  const isShown = facts.factorsPassed ?? facts.factorEnrolled ?? facts.provenPasskey
  const ageSeconds = Math.abs(clock().getTime() - session.authenticatedAt.getTime()) / 1000
  return isShown === undefined && ageSeconds > RECENT_SECONDS && factorNeed(facts, situation)?.type === 'enroll'
}

/**
 * Returns the settings of the application, with the methods that hold for this request. Users of the control environment administer the installation: they are
 * invited, whatever its settings for sign-up are.
 */
async function settingsIn(
  ctx: SituationContext,
  application: Application,
  request: Pick<AuthorizationRequest, 'further'>,
): Promise<Settings> {
  const { values } = application.settings
  if (ctx.environment.kind === 'control') return { ...values, isSelfSignUpAllowed: false }
  const { emailMethod, signInIdentities } = await readMethods(ctx, application, request)
  return { ...values, emailMethod, signInIdentities }
}

/** Returns whether another user has the username that the person wants. */
async function findTaken({ db }: SituationContext, { username }: UsernameFact, account: Account | undefined) {
  if (username === undefined) return undefined
  const owner = await findAccount(db, { kind: 'username', ...username })
  return owner !== undefined && owner.userId !== account?.userId
}

async function isSessionTooIdle(
  ctx: SituationContext,
  { flow, application, session }: Omit<Circumstances, 'trusting'>,
  choice: OrganizationChoice,
): Promise<boolean> {
  if (flow.facts.sessionId === undefined || session === undefined || choice.kind !== 'enter') return false
  const { lastActiveAt } = session
  return isTooIdleToEnter(ctx, { lastActiveAt, application, organizationId: choice.organization.id })
}

/** Returns the id of the user that a flow is about; undefined for a new person. */
export function personIn(
  { sessionId }: Pick<BeginningFact, 'sessionId'>,
  { account, session }: Pick<Situation, 'account' | 'session'>,
): string | undefined {
  return sessionId === undefined ? account?.userId : session?.userId
}

/** Returns the email address that the person has proven, before or in this flow, where there is one. */
export function verifiedEmailIn(facts: IdentifyFact & CodeFact, account: Account | undefined): string | undefined {
  if (account?.email?.isVerified === true) return account.email.normalized
  const proven = isCodeProven(facts, account) ? destinationOf(facts, account) : undefined
  return proven?.kind === 'email' ? proven.normalized : undefined
}

const NOWHERE: OrganizationChoice = { kind: 'none', reason: 'the sign-in ends at a page of ours' }

async function readChoice(
  ctx: SituationContext,
  { flow, application }: Pick<Circumstances, 'flow' | 'application'>,
  { account, session }: Situation,
): Promise<OrganizationChoice> {
  const { facts, request } = flow
  if (request.endsAtOwnPage === true) return NOWHERE
  const person = { userId: personIn(facts, { account, session }), verifiedAddress: verifiedEmailIn(facts, account) }
  return readOrganizationChoice(ctx, { facts, request, application, person })
}
