/**
 * Identities for signing in: an address, a number or a name, as typed and normalised. The normalised form is unique in
 * the environment. An identity counts as verified only when the product proved it, or an administrator states that they
 * did (AS-61). Changes by an administrator are with the user. Owns `identities` and `awaited_identities`.
 */
export {
  findAwaited,
  findAwaitedIdentity,
  insertAwaitedIdentities,
  listAwaitedIdentitiesOf,
  parseAwaitedIdentity,
  removeAwaitedIdentity,
  type AwaitedIdentity,
  type HeldAwaitedIdentity,
} from './awaited/index.ts'
export {
  emailProblemOf,
  explainEmailProblem,
  parseEmailAddress,
  type EmailAddress,
  type EmailProblem,
} from './email-address.ts'
export {
  connectionIdOf,
  identityIdFromText,
  identityIdOf,
  isConfirmed,
  kindOf,
  noSuchIdentity,
  type CredentialIdentity,
  type CredentialKind,
  type Identity,
  type IdentityKind,
  type IdentityValue,
} from './identity.ts'
export { parseIdentity, type TypedIdentity } from './parse-identity.ts'
export {
  countryOfNumber,
  isCountryAllowed,
  isPhoneCountry,
  listPhoneCountries,
  parseMobileNumber,
  type PhoneCountry,
  type PhoneProblem,
} from './mobile-number.ts'
export { phoneChoiceOf, type PhoneChoice } from './phone-choice.ts'
export { parsePhoneNumber, type PhoneNumber } from './phone-number.ts'
export { parseUsername } from './username.ts'
export {
  countIdentitySignIn,
  findIdentity,
  insertIdentities,
  insertIdentity,
  listIdentitiesOf,
  listIdentitiesOfUser,
  makePrimary,
  markVerified,
  removeIdentity,
} from './queries.ts'
export type { IdentityProblem } from './problems.ts'
