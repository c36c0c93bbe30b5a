import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { isSmsAvailable } from '#platform/sms'
import type { AuthorizationRequest, OrganizationChoice } from '#flows/engine'
import type { Application } from '#domain/applications'
import {
  countRecoveryCodes,
  findTrust,
  hasDeclined,
  listFactors,
  readFactorPolicy,
  type Factor,
  type FactorKind,
  type FactorPolicy,
  type TrustedDevice,
} from '#domain/factors'
import { isFactorWantedFresh, isStepUp } from './authentication-context.ts'

/** Everything about second factors that a step may read. */
export interface SecondFactors {
  readonly policy: FactorPolicy
  /** The factors that the person has; none for a new person. */
  readonly own: readonly Factor[]
  /** The kinds that work in this environment now. */
  readonly workable: readonly FactorKind[]
  /** The trust that answers in this browser for the policy, where there is any. */
  readonly trust: TrustedDevice | undefined
  /** The person declined an optional factor before. */
  readonly hasDeclined: boolean
  /** Recovery codes that the person has left. */
  readonly recoveryCodes: number
}

type ReadContext = Pick<Context, 'db' | 'clock' | 'environment'>

interface SecondFactorQuestion {
  readonly request: AuthorizationRequest
  readonly application: Pick<Application, 'settings'>
  readonly choice: OrganizationChoice
  readonly userId: string | undefined
  /** Digests of the secrets by which this browser may be trusted. */
  readonly trusting: readonly Buffer[]
}

const DAY_SECONDS = 86_400

/**
 * Reads the policy on second factors for a sign-in whose organization is known, and what the person has. Undefined where
 * the organization is still to be chosen, and where nothing asks for a factor.
 */
export async function readSecondFactors(
  ctx: ReadContext,
  { request, application, choice, userId, trusting }: SecondFactorQuestion,
): Promise<SecondFactors | undefined> {
  if (choice.kind === 'ask' || choice.kind === 'refuse') return undefined
  const organizationId = choice.kind === 'enter' ? choice.organization.id : request.policyOrganizationId
  const policy = await readFactorPolicy(ctx, { settings: application.settings, organizationId, userId })
  const isPolicyQuiet = policy.enforcement === 'off' || policy.exemption !== undefined
  if (isPolicyQuiet && !isStepUp(request) && request.enrolls === undefined) return undefined
  const known = { policy, workable: workableIn(ctx) }
  if (userId === undefined) {
    return { ...known, own: [], trust: undefined, hasDeclined: false, recoveryCodes: 0 }
  }
  const { db } = ctx
  return {
    ...known,
    own: await listFactors(db, userId),
    trust: await readTrust(ctx, { request, policy, userId, trusting }),
    hasDeclined: policy.enforcement === 'optional' && (await hasDeclined(db, userId)),
    recoveryCodes: await countRecoveryCodes(db, userId),
  }
}

/** Returns the kinds that work: a code by SMS needs a provider, or the inbox (M5-16). */
function workableIn(ctx: ReadContext): readonly FactorKind[] {
  return ['authenticator', ...(isSmsAvailable(ctx, 'factor') ? (['sms'] as const) : []), 'email']
}

interface TrustQuestion extends Pick<SecondFactorQuestion, 'request' | 'trusting'> {
  readonly policy: FactorPolicy
  readonly userId: string
}

/**
 * Returns the trust that answers for this policy: given under the same one, after a factor that it still offers, and not
 * longer ago than it now allows.
 */
async function readTrust(
  { db, clock }: ReadContext,
  { request, policy, userId, trusting }: TrustQuestion,
): Promise<TrustedDevice | undefined> {
  const { trustedDeviceDays, organizationId, kinds } = policy
  if (trustedDeviceDays === 0 || trusting.length === 0 || isFactorWantedFresh(request)) return undefined
  const now = clock()
  const since = addSeconds(now, -trustedDeviceDays * DAY_SECONDS)
  const found = await findTrust(db, { userId, digests: trusting, now })
  return found.find(
    (one) => one.organizationId === organizationId && kinds.includes(one.factor) && one.createdAt > since,
  )
}
