import { sha256Hex } from '#platform/crypto'
import { isSameAgreement, type Agreement } from '#domain/agreements'
import type { EnterableOrganization } from '#domain/organizations'
import type { Session } from '#domain/sessions'
import type { Settings } from '#domain/settings'
import type { Account } from '#domain/users'
import type { Facts } from './flow.ts'
import type { OrganizationChoice } from './organization-choice.ts'

/** What the engine may look at besides the facts. */
export interface Situation {
  readonly settings: Settings
  /** Who has the address of the flow, if anybody. */
  readonly account: Account | undefined
  /** What somebody new must agree to, if anything (A6-9). */
  readonly agreement?: Agreement | undefined
  /** The request asks that the person allows it, whatever they allowed before (`prompt=consent`). */
  readonly isConsentWanted: boolean
  /** The session of this browser, if it has one. */
  readonly session?: Pick<Session, 'id' | 'userId'> | undefined
  /** Where the person goes; known once they have shown who they are. */
  readonly organization?: OrganizationChoice | undefined
}

/** Why somebody is not let in. */
export type Refusal =
  'account_suspended' | 'sign_up_closed' | Extract<OrganizationChoice, { readonly kind: 'refuse' }>['why']

/** What comes next, and why. */
export type Step = { readonly reason: string } & (
  | { readonly kind: 'identify' }
  | { readonly kind: 'register' }
  | { readonly kind: 'account_not_found'; readonly isSignUpOffered: boolean }
  | { readonly kind: 'code'; readonly purpose: 'sign_in' | 'reset' }
  | { readonly kind: 'password' }
  | { readonly kind: 'profile' }
  | { readonly kind: 'new_password'; readonly purpose: 'create' | 'reset' }
  | { readonly kind: 'consent' }
  | { readonly kind: 'organization'; readonly options: readonly EnterableOrganization[]; readonly hasMore: boolean }
  | { readonly kind: 'finish' }
  | { readonly kind: 'refuse'; readonly why: Refusal }
)

/** The order of a sign-in, of a sign-up, and of a recovery. Pure: same facts and situation, same step. */
export function nextStep(facts: Facts, situation: Situation): Step {
  const step = untilConsent(facts, situation)
  const isConsentDue = step.kind === 'finish' && situation.isConsentWanted && facts.isConsentGiven !== true
  return isConsentDue ? { kind: 'consent', reason: 'the request asks for consent' } : step
}

function untilConsent(facts: Facts, situation: Situation): Step {
  if (isSessionProven(facts, situation)) return afterWho(situation, 'the session of this browser answers')
  if (!facts.address) return askWho(facts, situation.settings)
  if (isProven(facts, situation)) return afterProof(facts, situation)
  return askForProof(facts, situation)
}

/** Whether the person has shown who they are, in this flow or before. */
export function isProven(facts: Facts, { account, session }: Pick<Situation, 'account' | 'session'>): boolean {
  return isSessionProven(facts, { session }) || isCodeProven(facts, account) || isPasswordProven(facts, account)
}

/** Whoever was signed in when they came is who they were, until that session ends. */
function isSessionProven({ sessionId }: Facts, { session }: Pick<Situation, 'session'>): boolean {
  return sessionId !== undefined && session?.id === sessionId
}

function askWho(facts: Facts, settings: Settings): Step {
  if (facts.intent === 'sign_in') return { kind: 'identify', reason: 'no address yet' }
  if (settings.isSelfSignUpAllowed) return { kind: 'register', reason: 'came to sign up; no address yet' }
  return { kind: 'identify', reason: 'came to sign up, but the environment takes no sign-ups' }
}

/** A code proves the address until the password behind it changes: whoever reset it ended all that was under way. */
export function isCodeProven(facts: Facts, account: Account | undefined): boolean {
  return facts.codeProvenBeside !== undefined && facts.codeProvenBeside === besideOf(account)
}

/** What a code is proven beside. */
export function besideOf(account: Account | undefined): string {
  return markOfPassword(account) ?? 'none'
}

/** A password proves the account that has it now: the address or the password may have changed hands since (ATO-01). */
export function isPasswordProven(facts: Facts, account: Account | undefined): boolean {
  return facts.provenPassword !== undefined && facts.provenPassword === markOfPassword(account)
}

/**
 * Tells one password of one account from every other; undefined where there is none. It hangs on no hash, because the same
 * password may be hashed in another way at any moment.
 */
export function markOfPassword(account: Account | undefined): string | undefined {
  if (account?.passwordId === undefined) return undefined
  return sha256Hex(`${account.userId}\0${account.passwordId}`)
}

function askForProof(facts: Facts, { settings, account }: Situation): Step {
  const isUnknown = account === undefined
  if (facts.intent === 'sign_up') return { kind: 'code', purpose: 'sign_in', reason: 'sign-up proves the address' }
  if (isUnknown && !settings.isEnumerationProtected) {
    const isSignUpOffered = settings.isSelfSignUpAllowed
    return {
      kind: 'account_not_found',
      isSignUpOffered,
      reason: 'nobody has the address; enumeration protection is off',
    }
  }
  if (settings.emailMethod === 'code')
    return { kind: 'code', purpose: 'sign_in', reason: 'the method is email with code' }
  if (facts.isResetWanted === true) return { kind: 'code', purpose: 'reset', reason: 'the password was forgotten' }
  // Where protection is on, everybody sees the same page, and the way by a code on it leads to a new password (0063).
  if (settings.isEnumerationProtected || account === undefined) {
    return { kind: 'password', reason: 'the method is email with password' }
  }
  if (account.isPasswordResetRequested) return { kind: 'code', purpose: 'reset', reason: 'a reset was requested' }
  if (account.passwordHash === undefined) {
    return { kind: 'code', purpose: 'sign_in', reason: 'the method is password; the account has none yet' }
  }
  return { kind: 'password', reason: 'the method is email with password' }
}

function afterProof(facts: Facts, situation: Situation): Step {
  const { settings, account } = situation
  if (!account) return afterProofOfNewAddress(facts, situation)
  if (account.isSuspended) return { kind: 'refuse', why: 'account_suspended', reason: 'the user is suspended' }
  if (!isCodeProven(facts, account) && !account.isEmailVerified) {
    return { kind: 'code', purpose: 'sign_in', reason: 'the password is right; the address was never verified' }
  }
  if (situation.organization?.kind === 'refuse') return situation.organization
  const isByPassword = settings.emailMethod === 'password'
  if (isByPassword && account.isPasswordResetRequested && !isCodeProven(facts, account)) {
    // The old password may be in other hands: it must not choose the next one (M2-8).
    return { kind: 'code', purpose: 'reset', reason: 'the password is right; a reset was requested' }
  }
  const isNewPasswordDue =
    isByPassword &&
    facts.newPasswordHash === undefined &&
    (account.passwordHash === undefined ||
      facts.isResetWanted === true ||
      account.isPasswordResetRequested ||
      account.isPasswordTemporary)
  if (isNewPasswordDue) {
    const purpose = account.passwordHash === undefined ? 'create' : 'reset'
    return { kind: 'new_password', purpose, reason: 'a password of their own is due' }
  }
  return afterWho(situation, 'the person is who they say')
}

/** Who they are is known; where they go may not be. */
function afterWho({ organization }: Situation, reason: string): Step {
  if (organization?.kind === 'refuse') return organization
  if (organization?.kind === 'ask') return { ...organization, kind: 'organization' }
  return { kind: 'finish', reason: organization ? `${reason}; ${organization.reason}` : reason }
}

function hasAgreed({ agreed }: Facts, { agreement }: Situation): boolean {
  return agreement === undefined || (agreed !== undefined && isSameAgreement(agreed, agreement))
}

// Only whoever holds the address gets here, so saying that nobody has it reveals nothing to others.
function afterProofOfNewAddress(facts: Facts, situation: Situation): Step {
  const { settings, organization } = situation
  if (!settings.isSelfSignUpAllowed) {
    return {
      kind: 'refuse',
      why: 'sign_up_closed',
      reason: 'nobody has the address and the environment takes no sign-ups',
    }
  }
  if (organization?.kind === 'refuse') return organization
  if (facts.isProfileGiven !== true) return { kind: 'profile', reason: 'a new account; the person has not said so yet' }
  if (!hasAgreed(facts, situation))
    return { kind: 'profile', reason: 'a new account; what holds now was not agreed to' }
  if (settings.emailMethod === 'password' && facts.newPasswordHash === undefined) {
    return { kind: 'new_password', purpose: 'create', reason: 'a new account; the method is email with password' }
  }
  return afterWho(situation, 'a new account is complete')
}
