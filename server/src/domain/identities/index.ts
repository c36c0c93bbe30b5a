/**
 * By what a user signs in: an address, a number or a name, as typed and normalised, unique in the environment by the
 * normalised form. One counts as verified only when we proved it, or an administrator says that they did (AS-61). What an
 * administrator does to those of a user is with the user. Owns `identities` and `awaited_identities`.
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
  type CredentialKind,
  type Identity,
  type IdentityKind,
  type IdentityValue,
} from './identity.ts'
export { parseIdentity, type TypedIdentity } from './parse-identity.ts'
export { parsePhoneNumber } from './phone-number.ts'
export { parseUsername } from './username.ts'
export {
  countIdentitySignIn,
  findIdentity,
  insertIdentities,
  insertIdentity,
  listIdentitiesOf,
  listIdentitiesOfUser,
  makePrimary,
  markEmailVerified,
  removeIdentity,
} from './queries.ts'
export type { IdentityProblem } from './problems.ts'
