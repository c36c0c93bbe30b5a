import { accountNotFound } from './steps/account-not-found/index.ts'
import { isSessionProven } from './steps/beginning.ts'
import { challengeBeforeAccount, challengeFirst } from './steps/challenge/index.ts'
import { codeBeforeReset, codeProvingAddress, codeVerifyingAddress } from './steps/code/index.ts'
import { consent } from './steps/consent/index.ts'
import { enrollFactor } from './steps/enroll-factor/index.ts'
import { factor } from './steps/factor/index.ts'
import { factsOf, type FactsOf } from './steps/facts-of.ts'
import { identify } from './steps/identify/index.ts'
import { newPassword } from './steps/new-password/index.ts'
import { organization } from './steps/organization/index.ts'
import { passkey } from './steps/passkey/index.ts'
import { passkeyPrompt } from './steps/passkey-prompt/index.ts'
import { password } from './steps/password/index.ts'
import { profile } from './steps/profile/index.ts'
import { recoveryCodes } from './steps/recovery-codes/index.ts'
import { accountSuspended, addressRefused, notAdmitted, signUpClosed } from './steps/refused/index.ts'
import { register } from './steps/register/index.ts'
import type { Situation } from './steps/situation.ts'
import type { PageDue, RefusalDue, Step as StepOf } from './steps/step.ts'
import { username } from './steps/username/index.ts'

/** The order of a sign-in, of a sign-up and of a recovery. The first step that is due comes next. */
const ORDER = [
  // Who is there?
  register,
  identify,
  // Is it a person?
  challengeFirst,
  // Is it them?
  accountNotFound,
  codeProvingAddress,
  password,
  // May they?
  accountSuspended,
  signUpClosed,
  addressRefused,
  codeVerifyingAddress,
  notAdmitted,
  // What does the account need?
  challengeBeforeAccount,
  codeBeforeReset,
  username,
  profile,
  newPassword,
  // Where to?
  organization,
  // With which second factor? The organization's policy decides, so it is known by now.
  passkey,
  factor,
  passkeyPrompt,
  enrollFactor,
  recoveryCodes,
  // With what?
  consent,
] as const

/** Everything that a flow can establish: the facts of all steps. */
export type Facts = FactsOf<(typeof ORDER)[number]>
export type Step = StepOf<Facts, Partial<Facts>>
/** The page, the refusal or the end that comes next. */
export type DueStep =
  | PageDue<Facts, Partial<Facts>>
  | RefusalDue
  | { readonly type: 'finish'; readonly kind: 'finish'; readonly reason: string }

/** The same steps, without the types of their own facts. */
export const STEPS: readonly Step[] = ORDER

/** The format in which a flow keeps its facts. */
export const Facts = factsOf(ORDER)
/** The facts that a page may carry before anything is proven. */
export const CarriedFacts = factsOf(ORDER, ({ isCarried }) => isCarried)
/** The names of facts that are removed when the flow ends. */
export const SECRET_FACTS = STEPS.flatMap(({ secrets }) => secrets)

/** Returns the next step and the reason. Pure: the same facts and situation give the same step. */
export function nextStep(facts: Facts, situation: Situation): DueStep {
  for (const step of STEPS) {
    const due = step.when(facts, situation)
    if (due) return due
  }
  return { type: 'finish', kind: 'finish', reason: whyFinished(facts, situation) }
}

function whyFinished(facts: Facts, situation: Situation): string {
  const { account, organization: choice } = situation
  const reason = isSessionProven(facts, situation)
    ? 'the session of this browser answers'
    : account
      ? 'the person is who they say'
      : 'a new account is complete'
  return choice ? `${reason}; ${choice.reason}` : reason
}
