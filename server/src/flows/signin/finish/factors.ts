import { addSeconds } from '#platform/clock'
import type { Context } from '#platform/context'
import { digestOf, newToken } from '#platform/crypto'
import type { Translate } from '#platform/i18n'
import { newId } from '#platform/ids'
import { tellOwner } from '#flows/security-mails'
import {
  insertDeclined,
  insertTrust,
  parseRecoveryCode,
  putFactor,
  recoveryCodeDigest,
  replaceRecoveryCodes,
  touchTrust,
  type NewFactor,
} from '#domain/factors'
import type { Flow } from '../flow.ts'
import type { Facts } from '../steps.ts'
import { describeBrowser } from '../steps/code/index.ts'
import { openSeed } from '../steps/enroll-factor/seed.ts'
import { openCodes } from '../steps/recovery-codes/index.ts'
import type { SecondFactors } from '../steps/second-factor/index.ts'

interface PartInput {
  readonly flow: Flow
  readonly userId: string
  readonly second: SecondFactors | undefined
  readonly now: Date
}

/** The secret by which the browser is trusted from now on. */
export interface GivenTrust {
  readonly trust: string | undefined
}

const DAY_SECONDS = 86_400

/**
 * Stores the factor that the person has set up, with their recovery codes, and the trust in this browser. It comes after
 * the parts that end the trust of before, such as a new password.
 */
export async function keepFactors(ctx: Context, known: PartInput): Promise<GivenTrust> {
  const { flow, userId, second, now } = known
  const { facts } = flow
  await keepEnrolled(ctx, known)
  if (facts.factorsPassed?.some(({ kind }) => kind === 'recovery_code') === true) {
    await tellOwner(ctx, { userId, change: 'recovery_code_used', requestedFrom: requestedFrom(ctx) })
  }
  if (facts.isFactorDeclined === true) await insertDeclined(ctx.db, { userId, now })
  if (second?.trust) await touchTrust(ctx.db, { id: second.trust.id, now })
  return { trust: await keepTrustIn(ctx, known) }
}

async function keepEnrolled(ctx: Context, { flow, userId, now }: PartInput): Promise<void> {
  const { facts } = flow
  const id = newId()
  const factor = factorIn(ctx, { flow, id })
  if (!factor) return
  await putFactor(ctx.db, { id, userId, now, factor })
  const subject = (t: Translate) => t(`account.factors.kind.${factor.kind}`)
  await tellOwner(ctx, { userId, change: 'factor_added', subject, requestedFrom: requestedFrom(ctx) })
  if (facts.recoveryCodes === undefined || facts.areRecoveryCodesSeen !== true) return
  const codes = openCodes(ctx, flow.id, facts.recoveryCodes)
  const digests = codes.map((code) => recoveryCodeDigest(ctx, userId, parseRecoveryCode(code) ?? code))
  await replaceRecoveryCodes(ctx.db, { userId, digests, now })
}

function requestedFrom({ requester: { ip, userAgent } }: Pick<Context, 'requester'>) {
  return { ip, browser: describeBrowser(userAgent) }
}

/** Returns the factor that was set up, with the seed sealed for its own row. */
function factorIn(ctx: Context, { flow, id }: { readonly flow: Flow; readonly id: string }): NewFactor | undefined {
  const { factorEnrolled: enrolled, enrollSeed } = flow.facts
  if (!enrolled) return undefined
  const { kind, address, normalized, lastStep } = enrolled
  if (kind !== 'authenticator') {
    return address === undefined || normalized === undefined ? undefined : { kind, address, normalized }
  }
  if (enrollSeed === undefined || lastStep === undefined) return undefined
  const seedSealed = ctx.sealer.seal(`factors.seed_sealed:${id}`, openSeed(ctx, flow.id, enrollSeed))
  return { kind, seedSealed, lastStep }
}

async function keepTrustIn(ctx: Context, { flow, userId, second, now }: PartInput): Promise<string | undefined> {
  const factor = trustedKindIn(flow.facts, second)
  if (factor === undefined || !second) return undefined
  const secret = newToken()
  const { organizationId, trustedDeviceDays } = second.policy
  await insertTrust(ctx.db, {
    userId,
    organizationId,
    digest: digestOf(secret),
    factor,
    requester: ctx.requester,
    now,
    expiresAt: addSeconds(now, trustedDeviceDays * DAY_SECONDS),
  })
  return secret
}

/** Returns the kind of the factor for which the browser is trusted; a recovery code is none. */
function trustedKindIn({ isDeviceTrusted, factorsPassed = [] }: Facts, second: SecondFactors | undefined) {
  if (isDeviceTrusted !== true || !second || second.policy.trustedDeviceDays === 0) return undefined
  return second.policy.kinds.find((one) => factorsPassed.some(({ kind }) => kind === one))
}
