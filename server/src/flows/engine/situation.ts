import type { Context } from '#platform/context'
import { agreementFor } from '#domain/agreements'
import type { Application } from '#domain/applications'
import { isTooIdleToEnter, type Session } from '#domain/sessions'
import { findAccountByEmail, findAccountById, type Account } from '#domain/users'
import { isConsentWanted, type Facts, type Flow } from './flow.ts'
import { isCodeProven, isProven, type Situation } from './next-step.ts'
import type { OrganizationChoice } from './organization-choice.ts'
import { readOrganizationChoice } from './read-organization-choice.ts'

type Reading = Pick<Context, 'db' | 'environment' | 'clock'>

interface Circumstances {
  readonly flow: Pick<Flow, 'facts' | 'request'>
  readonly application: Application
  /** The session of this browser. */
  readonly session: Session | undefined
}

/** The settings, the account and the organization that the engine looks at, as they are now. */
export async function readSituation(ctx: Reading, circumstances: Circumstances): Promise<Situation> {
  const { facts } = circumstances.flow
  return situationWith(ctx, circumstances, await findAccount(ctx, circumstances, facts.address?.normalized))
}

async function findAccount(
  { db, environment }: Reading,
  { flow, session }: Circumstances,
  address: string | undefined,
): Promise<Account | undefined> {
  if (flow.facts.sessionId !== undefined && session?.id === flow.facts.sessionId) {
    return findAccountById(db, environment.id, session.userId)
  }
  return address === undefined ? undefined : findAccountByEmail(db, environment.id, address)
}

/** The same for an account that was read before. */
export async function situationWith(
  ctx: Reading,
  { flow, application, session }: Circumstances,
  account: Account | undefined,
): Promise<Situation> {
  const isWanted = isConsentWanted(flow.request)
  const agreement = account ? undefined : agreementFor(ctx.environment)
  const settings = settingsIn(ctx, application)
  const known = { settings, account, agreement, session, isConsentWanted: isWanted }
  // Where somebody may go is nobody's business before they have shown who they are.
  if (!isProven(flow.facts, known)) return known
  const organization = await readChoice(ctx, { flow, application }, known)
  // A session that is too old for where it would lead answers for nobody: they are asked who they are.
  if (await isSessionTooIdle(ctx, { flow, application, session }, organization)) return { ...known, session: undefined }
  return { ...known, organization }
}

/** Its users administer the installation: they are invited, and nobody signs up whatever its settings say. */
function settingsIn({ environment }: Reading, { settings: { values } }: Application): Situation['settings'] {
  return environment.kind === 'control' ? { ...values, isSelfSignUpAllowed: false } : values
}

async function isSessionTooIdle(
  ctx: Reading,
  { flow, application, session }: Circumstances,
  choice: OrganizationChoice,
): Promise<boolean> {
  if (flow.facts.sessionId === undefined || session === undefined || choice.kind !== 'enter') return false
  const { lastActiveAt } = session
  return isTooIdleToEnter(ctx, { lastActiveAt, application, organizationId: choice.organization.id })
}

/** Returns who a flow is about, by their id; undefined of somebody new. */
export function personIn(
  { sessionId }: Facts,
  { account, session }: Pick<Situation, 'account' | 'session'>,
): string | undefined {
  return sessionId === undefined ? account?.userId : session?.userId
}

const NOWHERE: OrganizationChoice = { kind: 'none', reason: 'the sign-in ends at a page of ours' }

async function readChoice(
  ctx: Reading,
  { flow, application }: Pick<Circumstances, 'flow' | 'application'>,
  { account, session }: Situation,
): Promise<OrganizationChoice> {
  const { facts, request } = flow
  if (request.endsAtOwnPage === true) return NOWHERE
  const isVerified = account ? account.isEmailVerified || isCodeProven(facts, account) : true
  const address = account ? account.normalized : facts.address?.normalized
  const person = { userId: personIn(facts, { account, session }), verifiedAddress: isVerified ? address : undefined }
  return readOrganizationChoice(ctx, { facts, request, application, person })
}
