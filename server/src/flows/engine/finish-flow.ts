import type { Context } from '#platform/context'
import { subjectOf } from '#platform/ids'
import { recordEvent } from '#platform/outbox'
import { keepAgreement } from '#domain/agreements'
import { holdApplication, type Application } from '#domain/applications'
import { deletePassword, setPassword } from '#domain/credentials'
import { revokeGrantsOfUser } from '#domain/grants'
import { countIdentitySignIn, markEmailVerified } from '#domain/identities'
import { keepMarketing } from '#domain/properties'
import { readSessionPolicy, revokeSessionsOfUser, type Session, type SessionPolicy } from '#domain/sessions'
import { clearResetRequest, countSignIn, findAccountByEmail, lockUser, type Account } from '#domain/users'
import { createUser } from '#domain/directory'
import { errorAddress, NoAddress } from './answer-address.ts'
import { mayUserEnter, NoEntry } from './check-entry.ts'
import { errorUrl, successUrl } from './authorization-response.ts'
import { ChoiceOutdated, enterOrganization } from './enter-organization.ts'
import { addressOf, type AuthorizationRequest, type Facts, type Flow } from './flow.ts'
import { grantCode, type Authentication } from './grant-code.ts'
import { isCodeProven, isPasswordProven, nextStep } from './next-step.ts'
import type { OrganizationChoice } from './organization-choice.ts'
import { openSession } from './open-session.ts'
import { consumeFlow, keepResult } from './queries.ts'
import { listJoined } from './read-organization-choice.ts'
import { situationWith } from './situation.ts'

export interface Finished {
  /** Where the browser goes now: the application's redirect URI with the code. */
  readonly location: string
  /** The same without the answer. */
  readonly redirectUri: string
  /** Absent where nobody was signed in. */
  readonly session?: (SessionPolicy & { readonly token: string; readonly userId: string }) | undefined
}

interface Finishing {
  readonly flow: Flow
  readonly application: Application
  /** The session this browser had before, if any. */
  readonly previous: Session | undefined
}

/**
 * The end of a flow: user, password, session, grant and code, in one transaction, so that a crash leaves either none or
 * all of them. Undefined when another request moved the flow on first.
 *
 * @throws {NoAddress} see `grantCode`: then nothing has happened, and whoever gives the organization its handle lets in.
 * @throws {NoEntry} access is controlled, and none of the person's roles may enter: then nothing has happened either.
 */
export async function finishFlow(
  ctx: Context,
  { flow, application, previous }: Finishing,
): Promise<Finished | undefined> {
  const finished = ctx.db.transaction().execute(async (db) => {
    const scoped = { ...ctx, db }
    const now = ctx.clock()
    if (!(await holdApplication(db, ctx.environment.id, application.id))) return undefined
    const account = await lockAccount(scoped, addressOf(flow.facts).normalized)
    const situation = await situationWith(scoped, { flow, application, session: previous }, account)
    const { organization: choice } = situation
    const isDone = nextStep(flow.facts, situation).kind === 'finish'
    if (!isDone || !choice || !(await consumeFlow(db, ctx.environment.id, { flow, now }))) return undefined
    if (isSomebodyElse(flow.request, account)) return keepAnswer(scoped, flow, refusalOf(ctx, flow.request))
    const userId = await settleAccount(scoped, { flow, account, choice })
    const proof = provenBy(flow.facts, account)
    const session = await openSession(scoped, { userId, applicationId: application.id, previous, ...proof })
    const answer = await answerAfter(scoped, { request: flow.request, application }, { ...session, userId, choice })
    await countSignIn(db, ctx.environment.id, userId, now)
    const { normalized } = addressOf(flow.facts)
    await countIdentitySignIn(db, ctx.environment.id, { kind: 'email', normalized, now })
    await recordEvent(db, ctx.environment.id, {
      type: 'user.authenticated',
      occurredAt: now,
      actor: { type: 'user', id: subjectOf(userId) },
      source: 'user',
      subject: subjectOf(userId),
      payload: { user: { id: subjectOf(userId) }, ip_address: ctx.requester.ip, method: session.method },
    })
    // After the grant: it says which organization was entered.
    const policy = await readSessionPolicy(scoped, { sessionId: session.sessionId, application })
    return keepAnswer(scoped, flow, { ...answer, session: { ...policy, token: session.token, userId } })
  })
  return finished.catch(undefinedIfOutdated)
}

/** What was chosen is gone: the flow stays as it was, and shows what there is to choose from now. */
export function undefinedIfOutdated(error: unknown): undefined {
  if (!(error instanceof ChoiceOutdated)) throw error
  return undefined
}

export async function keepAnswer(ctx: Context, { id }: Flow, finished: Finished): Promise<Finished> {
  const resultSealed = ctx.sealer.seal(`flows.result_sealed:${id}`, JSON.stringify(finished))
  await keepResult(ctx.db, ctx.environment.id, { flowId: id, resultSealed })
  return finished
}

/** "MUST NOT reply with an ID Token or Access Token for a different user" (OIDC Core section 3.1.2.2, AS-54, AS-57). */
function isSomebodyElse({ expectedSubjects }: AuthorizationRequest, account: Account | undefined): boolean {
  return expectedSubjects !== undefined && (!account || !expectedSubjects.includes(subjectOf(account.userId)))
}

function refusalOf({ issuer }: Pick<Context, 'issuer'>, request: AuthorizationRequest) {
  const redirectUri = errorAddress(request)
  if (redirectUri === undefined) throw new NoAddress()
  const description = 'Somebody else signed in than the request names.'
  return { location: errorUrl(request, { error: 'login_required', description, issuer }), redirectUri }
}

export async function answerAfter(
  ctx: Context,
  { request, application }: { readonly request: AuthorizationRequest; readonly application: Application },
  { choice, ...who }: Authentication & { readonly choice: OrganizationChoice },
) {
  const { redirectUri, endsAtOwnPage } = request
  if (endsAtOwnPage === true) return { location: redirectUri, redirectUri }
  const organization = await enterOrganization(ctx, { userId: who.userId, request, choice })
  // Behind the entrance: whoever joins there may get a role that lets them in. Refused, nothing of it has happened.
  if (!(await mayUserEnter(ctx, { application, organization, userId: who.userId }))) throw new NoEntry()
  const granted = await grantCode(ctx, request, { ...who, organization })
  const target = { ...request, redirectUri: granted.redirectUri, scopes: granted.scopes }
  return { location: successUrl(target, { code: granted.code, issuer: ctx.issuer }), redirectUri: granted.redirectUri }
}

/**
 * The account as it is now, held until this transaction ends: of a reset and a sign-in with the old password at the same
 * moment, the second sees what the first has done.
 */
async function lockAccount(ctx: Context, normalized: string): Promise<Account | undefined> {
  const found = await findAccountByEmail(ctx.db, ctx.environment.id, normalized)
  if (!found) return undefined
  await lockUser(ctx.db, ctx.environment.id, found.userId)
  return findAccountByEmail(ctx.db, ctx.environment.id, normalized)
}

/**
 * Returns what the person really showed (RFC 8176): a code by mail is a one-time password. A password that they chose just
 * now counts as the method too, but not as shown.
 */
function provenBy(facts: Facts, account: Account | undefined) {
  const isByPassword = isPasswordProven(facts, account)
  const isKnowingPassword = isByPassword || facts.newPasswordHash !== undefined
  return {
    method: isKnowingPassword ? 'email:password' : 'email:code',
    amr: [...(isByPassword ? ['pwd'] : []), ...(isCodeProven(facts, account) ? ['otp'] : [])],
  } as const
}

async function settleAccount(
  ctx: Context,
  { flow, account, choice }: { flow: Flow; account: Account | undefined; choice: OrganizationChoice },
): Promise<string> {
  const { facts } = flow
  const userId = account ? account.userId : await createAccount(ctx, flow, choice)
  if (account && isCodeProven(facts, account)) await takeOwnership(ctx, account, isPasswordProven(facts, account))
  if (facts.newPasswordHash !== undefined) await applyPassword(ctx, { account, userId, hash: facts.newPasswordHash })
  return userId
}

async function createAccount(ctx: Context, { facts, request }: Flow, choice: OrganizationChoice): Promise<string> {
  const { id } = await createUser(ctx, {
    organizations: await listJoined(ctx, addressOf(facts).normalized, choice),
    identities: [{ value: { kind: 'email', ...addressOf(facts) }, isVerified: true }],
    givenName: facts.givenName,
    familyName: facts.familyName,
  })
  const { agreed, wantsMarketing } = facts
  if (agreed) await keepAgreement(ctx, { ...agreed, userId: id, acceptedAt: agreed.at })
  await keepMarketing(ctx, { owner: { context: 'usr', id }, parameters: request.further, wantsMarketing })
  return id
}

/**
 * Whoever proves an address that was never verified before is its owner; whoever registered it earlier was not. What
 * they left behind must not open the account: password, sessions, grants (ATO-01, pre-hijacking).
 */
async function takeOwnership(ctx: Context, account: Account, isPasswordTheirs: boolean): Promise<void> {
  const now = ctx.clock()
  const { userId, normalized } = account
  const wasUnverified = await markEmailVerified(ctx.db, ctx.environment.id, { userId, normalized, now })
  if (!wasUnverified || isPasswordTheirs) return
  await deletePassword(ctx.db, ctx.environment.id, userId)
  await endEverything(ctx, userId)
}

async function applyPassword(
  ctx: Context,
  { account, userId, hash }: { account: Account | undefined; userId: string; hash: string },
): Promise<void> {
  await setPassword(ctx.db, ctx.environment.id, { userId, hash, now: ctx.clock() })
  if (!account) return
  await clearResetRequest(ctx.db, ctx.environment.id, userId)
  // A reset ends whatever somebody who knew the old password may have open (M2-15, AS-30).
  await endEverything(ctx, userId)
}

async function endEverything(ctx: Context, userId: string): Promise<void> {
  const now = ctx.clock()
  await revokeSessionsOfUser(ctx.db, ctx.environment.id, { userId, now })
  await revokeGrantsOfUser(ctx.db, ctx.environment.id, { userId, now })
}
