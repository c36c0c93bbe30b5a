import type { Application } from '#domain/applications'
import type { Passkey } from '#domain/passkeys'
import type { Session } from '#domain/sessions'
import type { Account } from '#domain/users'
import type { OrganizationChoice } from '#flows/engine'
import type { Flow } from '../flow.ts'
import type { SecondFactors } from '../steps/second-factor/index.ts'
import type { NotedSteps } from '../trace.ts'
import { keepAgreementOfNew } from './agreement.ts'
import { countSignIns } from './counters.ts'
import { endingOf } from './ending.ts'
import { checkEntry } from './entry.ts'
import { recordSignIn } from './event.ts'
import { keepFactors } from './factors.ts'
import { grantAnswer } from './grant.ts'
import { keepMarketingOfNew } from './marketing.ts'
import { findOrganization } from './organization.ts'
import { takeOwnership } from './ownership.ts'
import { applyPassword } from './password.ts'
import { keepPasskeyOfFlow } from './passkey.ts'
import { raisePrivilege } from './raise-privilege.ts'
import { openSession } from './session.ts'
import { traceEnd } from './trace.ts'
import { findPerson } from './user.ts'

/** A flow in which no step is due any more, with the choice of the organization. */
export interface CompleteFlow {
  readonly flow: Flow
  readonly application: Application
  readonly choice: OrganizationChoice
  /** Second factors, where something asks for one. */
  readonly second: SecondFactors | undefined
  /** Why no step is due any more. */
  readonly reason: string
  /** The trace of this request up to here. */
  readonly noted: NotedSteps
  readonly now: Date
  /** The passkey that the person showed. */
  readonly passkey?: Passkey | undefined
}

/** The end of a sign-in, a sign-up or a recovery. Parts that end sessions come before the part that opens one. */
export const SIGN_IN = endingOf<
  CompleteFlow & { readonly account: Account | undefined; readonly previous: Session | undefined }
>()
  .find(findPerson)
  .write(keepAgreementOfNew)
  .write(keepMarketingOfNew)
  .write(takeOwnership)
  .write(applyPassword)
  .write(keepPasskeyOfFlow)
  .find(keepFactors)
  .find(openSession)
  .find(findOrganization)
  .write(checkEntry)
  .find(grantAnswer)
  .write(countSignIns)
  .write(recordSignIn)
  .write(traceEnd)

/** The end for a person who was signed in when they came: their session stays. */
export const CONTINUATION = endingOf<CompleteFlow & { readonly userId: string; readonly previous: Session }>()
  .find(keepFactors)
  .find(raisePrivilege)
  .find(findOrganization)
  .write(checkEntry)
  .find(grantAnswer)
  .write(traceEnd)
