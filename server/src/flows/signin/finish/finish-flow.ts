import type { Context } from '#platform/context'
import { subjectOf } from '#platform/ids'
import {
  ChoiceOutdated,
  consumeFlow,
  errorAddress,
  errorUrl,
  NoAddress,
  type AuthorizationRequest,
} from '#flows/engine'
import { holdApplication, type Application } from '#domain/applications'
import type { CredentialIdentity } from '#domain/identities'
import { readSessionPolicy, type Session } from '#domain/sessions'
import { findAccount, lockUser, type Account } from '#domain/users'
import type { Flow } from '../flow.ts'
import { nextStep } from '../steps.ts'
import { isPasskeyShown } from '../steps/passkey/fact.ts'
import { addressOf } from '../steps/identify/fact.ts'
import { situationWith } from '../steps/situation.ts'
import type { Answer } from './grant.ts'
import { SIGN_IN } from './parts.ts'
import { keepAnswer, type FinishedFlow } from './keep-answer.ts'
import { traceRefusal } from './trace.ts'
import type { NotedSteps } from '../trace.ts'

interface FlowEnd {
  readonly flow: Flow
  readonly application: Application
  /** The session this browser had before, if any. */
  readonly previous: Session | undefined
  readonly noted: NotedSteps
  /** Digests of the secrets by which this browser may be trusted. */
  readonly trusting: readonly Buffer[]
}

/**
 * Ends a flow in one transaction: takes the locks, checks that no further step is due, and runs the parts of `SIGN_IN`.
 * Returns undefined when another request moved the flow on first.
 *
 * @throws {NoAddress} see `grantCode`. Nothing was written, so the person gets in once the organization has a handle.
 * @throws {NoEntry} access is controlled, and none of the person's roles may enter. Nothing was written.
 */
export async function finishFlow(
  ctx: Context,
  { flow, application, previous, noted, trusting }: FlowEnd,
): Promise<FinishedFlow | undefined> {
  const finished = ctx.db.transaction().execute(async (db) => {
    const scoped = { ...ctx, db }
    const now = ctx.clock()
    if (!(await holdApplication(db, application.id))) return undefined
    const account = await lockAccount(scoped, addressOf(flow.facts))
    const situation = await situationWith(scoped, { flow, application, session: previous, trusting }, account)
    const { organization: choice, second } = situation
    const { type, reason } = nextStep(flow.facts, situation)
    if (type !== 'finish' || !choice || !(await consumeFlow(db, { flow, now }))) return undefined
    const passkey = isPasskeyShown(flow.facts, situation) ? situation.passkeys?.shown : undefined
    const complete = { flow, application, noted, choice, second, reason, now, passkey }
    if (isSomebodyElse(flow.request, account)) {
      await traceRefusal(scoped, { ...complete, account }, SOMEBODY_ELSE)
      return keepAnswer(scoped, flow, refusalOf(ctx, flow.request))
    }
    const ended = await SIGN_IN.run(scoped, { ...complete, account, previous })
    const { answer, session, userId, trust } = ended
    // After the grant: the policy depends on the organization that the grant names.
    const policy = await readSessionPolicy(scoped, { sessionId: session.sessionId, application })
    return keepAnswer(scoped, flow, { ...answer, trust, session: { ...policy, token: session.token, userId } })
  })
  return finished.catch(undefinedIfOutdated)
}

/**
 * Returns undefined where the choice is no longer possible, and rethrows every other error. The flow stays as it was
 * and offers the choices of now.
 */
export function undefinedIfOutdated(error: unknown): undefined {
  if (!(error instanceof ChoiceOutdated)) throw error
  return undefined
}

/** "MUST NOT reply with an ID Token or Access Token for a different user" (OIDC Core section 3.1.2.2, AS-54, AS-57). */
function isSomebodyElse({ expectedSubjects }: AuthorizationRequest, account: Account | undefined): boolean {
  return expectedSubjects !== undefined && (!account || !expectedSubjects.includes(subjectOf(account.userId)))
}

const SOMEBODY_ELSE = { code: 'login_required', reason: 'Somebody else signed in than the request names.' }

function refusalOf({ issuer }: Pick<Context, 'issuer'>, request: AuthorizationRequest): Answer {
  const redirectUri = errorAddress(request)
  if (redirectUri === undefined) throw new NoAddress()
  const { code: error, reason: description } = SOMEBODY_ELSE
  return { location: errorUrl(request, { error, description, issuer }), redirectUri }
}

/**
 * Returns the account as it is now, locked until this transaction ends. A reset and a simultaneous sign-in with the old
 * password run one after the other, so the second sees the result of the first.
 */
async function lockAccount(ctx: Context, address: CredentialIdentity): Promise<Account | undefined> {
  const found = await findAccount(ctx.db, address)
  if (!found) return undefined
  await lockUser(ctx.db, found.userId)
  return findAccount(ctx.db, address)
}
