/**
 * Passkeys: public keys of authenticators (WebAuthn), by which a person proves who they are at one host.
 *
 * Invariants: the relying party is the exact host of the environment, never a parent of it, and is stored with the
 * passkey; origin and relying party are compared exactly (ATO-28). A passkey of another host is neither offered nor
 * accepted, and it does not count as a way in. A challenge is a signed text in its page, bound to the conversation and
 * the browser; it is accepted once, within minutes. A credential belongs to one account of an environment.
 *
 * Owns `passkeys`, `spent_passkey_challenges` and `passkey_refusals`. Pages and steps are in `#flows/signin`.
 */
export { nameOfAuthenticator } from './authenticator-name.ts'
export { isChallengeLive, newChallenge, type ChallengeBinding } from './challenge.ts'
export { finishRegistration } from './finish-registration.ts'
export { keepPasskey } from './keep-passkey.ts'
export { labelOf, NewPasskey, type Passkey, type PasskeyLabel } from './passkey.ts'
export { nameOfPasskey, PasskeyName } from './schema.ts'
export {
  findPasskey,
  hasRefusedPasskey,
  isCredentialKnown,
  keepRefusal,
  listPasskeys,
  listPasskeysAt,
  removePasskeysOfUser,
  removePasskeysSince,
} from './queries.ts'
export { registrationOptions, requestOptions } from './options.ts'
export { relyingPartyOf, type RelyingParty } from './relying-party.ts'
export { removePasskey } from './remove-passkey.ts'
export { renamePasskey } from './rename-passkey.ts'
export { acceptAssertion } from './accept-assertion.ts'
export { spendChallenge } from './spend-challenge.ts'
export { userHandleOf } from './user-handle.ts'
export { verifyAssertion, type Assertion, type AssertionProblem } from './verify-assertion.ts'
export { verifyRegistration, type RegistrationProblem } from './verify-registration.ts'
