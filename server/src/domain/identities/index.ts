/**
 * By what a user signs in: an address or a name, as typed and normalised, unique in the environment by the normalised
 * form. An address counts as verified only when we proved it (AS-61). Owns `identities`.
 */
export { parseEmailAddress, type EmailAddress } from './email-address.ts'
export { insertEmailIdentity, markEmailVerified } from './queries.ts'
