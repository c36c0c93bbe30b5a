/**
 * The flow engine: a conversation with one browser on the way to an application.
 *
 * A flow is an immutable authorization request, the browser it is bound to, and the facts established so far. Until
 * something was proven or sent it lives sealed in its page; then it is one row. `#domain/traces` keeps how it
 * went. The engine also answers the application: where the answer goes, which organization it is for, the grant and its
 * code. It knows neither steps nor the meaning of facts; `#flows/signin` has the steps in their order.
 *
 * Owns `flows`.
 */
export { AuthorizationRequest, type FactsFormat, type Flow } from './flow.ts'
export { openSealedFlow, sealFlow, startFlow } from './sealed-flow.ts'
export { addFacts, consumeAbandoned, consumeFlow, findFlow, insertFlow, keepResult, lockFlow } from './queries.ts'
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
export { emailIn, parseLoginHint, type LoginHint } from './login-hint.ts'
export { mayUserEnter, NoEntry } from './may-user-enter.ts'
export { addressFor, errorAddress, NoAddress } from './target-address.ts'
export { grantCode } from './grant-code.ts'
export { type Authentication } from './store-grant.ts'
export { recordGrant } from './record-grant.ts'
export { isClosedTo, organizationOfDevice } from './organization-of-device.ts'
export { ChoiceOutdated, enterOrganization } from './enter-organization.ts'
export type { OrganizationChoice } from './organization-choice.ts'
export { hintedIdentity } from './hinted-identity.ts'
export { readMethods } from './read-methods.ts'
export { whyNotAnswering } from './session-answer.ts'
export { readOrganizationChoice } from './read-organization-choice.ts'
export { listJoined } from './list-joined.ts'
export { listOffer, type Offer } from './list-offer.ts'
export type { FlowProblem } from './problems.ts'
