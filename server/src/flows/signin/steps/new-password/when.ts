import { proofOf } from '#domain/connections'
import { isSessionProven, type BeginningFact } from '../beginning.ts'
import { kindIn, type IdentifyFact } from '../identify/fact.ts'
import { isKnownFromBreach, type PasswordFact } from '../password/fact.ts'
import { isPasskeyProven, type PasskeyFact } from '../passkey/fact.ts'
import type { Situation } from '../situation.ts'
import type { DueReason } from '../step.ts'
import type { NewPasswordFact } from './fact.ts'

export interface NewPasswordDue extends DueReason {
  readonly purpose: 'create' | 'reset'
  /** Why a password that would be right is replaced, and whether the person may keep it. */
  readonly breached?: 'advised' | 'required' | undefined
}

/** Due where the method is a password and the account has none that it may keep. */
export function when(
  facts: BeginningFact & IdentifyFact & PasswordFact & PasskeyFact & NewPasswordFact,
  situation: Situation,
): NewPasswordDue | undefined {
  const { account, settings } = situation
  if (isSessionProven(facts, situation)) return undefined
  if (proofOf(kindIn(facts), settings) !== 'password' || facts.newPasswordHash !== undefined) return undefined
  if (!account) return { purpose: 'create', reason: 'a new account; the method is a password', by: ['emailMethod'] }
  const reason = 'a password of their own is due'
  if (account.passwordHash === undefined) {
    // A person who signs in with a passkey needs no password besides.
    return isPasskeyProven(facts, situation) ? undefined : { purpose: 'create', reason }
  }
  const mayNotStay = facts.isResetWanted === true || account.isPasswordResetRequested || account.isPasswordTemporary
  return mayNotStay ? { purpose: 'reset', reason } : breachedDue(facts, situation)
}

/** Due after a right password that is known from a breach (N4-3). */
function breachedDue(
  facts: PasswordFact & NewPasswordFact,
  { account, settings }: Situation,
): NewPasswordDue | undefined {
  const { breachedSignIn } = settings
  if (breachedSignIn === 'no' || !isKnownFromBreach(facts, account)) return undefined
  if (breachedSignIn === 'advise' && facts.isBreachAccepted === true) return undefined
  return {
    purpose: 'reset',
    breached: breachedSignIn === 'advise' ? 'advised' : 'required',
    reason: 'the password is known from a breach',
    by: ['breachedSignIn'],
  }
}
