/**
 * The flow engine: a conversation with one browser on the way to an application.
 *
 * A flow is an immutable authorization request, the browser it is bound to, and the facts established so far.
 * `nextStep` looks at facts, settings and the account behind the address, and says what comes next and why. A step's
 * handler only checks its input and adds a fact; steps never route to one another, so the order of things is policy, in
 * one readable place. Until something was proven
 * or sent a flow lives sealed in its page; then it is one row. Every dispatch leaves a
 * trace of how it was decided, without secrets.
 *
 * Owns `flows` and `flow_traces`.
 */
export { addressOf, emptyFacts, isConsentWanted, AuthorizationRequest, type Facts, type Flow } from './flow.ts'
export {
  besideOf,
  isCodeProven,
  isProven,
  markOfPassword,
  nextStep,
  type Refusal,
  type Step,
  type Situation,
} from './next-step.ts'
export { openSealedFlow, sealFlow, startFlow } from './sealed-flow.ts'
export { addFacts, consumeAbandoned, findFlow, insertFlow, writeTrace } from './queries.ts'
export { readReauthState } from './reauth-state.ts'
export {
  codeIn,
  errorUrl,
  expiredUrl,
  fitsAnswer,
  formPostOf,
  LONGEST_ANSWER,
  successUrl,
  wantsSuccessPage,
  type AnswerTarget,
} from './authorization-response.ts'
export { finishFlow, type Finished } from './finish-flow.ts'
export { emailIn, parseLoginHint, type LoginHint } from './login-hint.ts'
export { mayUserEnter, NoEntry } from './check-entry.ts'
export { addressFor, errorAddress, NoAddress } from './answer-address.ts'
export { grantCode, isClosedTo, organizationOfDevice, recordGrant, type Authentication } from './grant-code.ts'
export { continueSession } from './continue-session.ts'
export { ChoiceOutdated, enterOrganization } from './enter-organization.ts'
export type { OrganizationChoice } from './organization-choice.ts'
export { whyNotAnswering } from './session-answer.ts'
export { listOffer, type Offer } from './read-organization-choice.ts'
export { personIn, readSituation } from './situation.ts'
