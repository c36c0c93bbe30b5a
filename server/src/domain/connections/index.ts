/**
 * Connections: the ways to sign in, each with an id that stays the same for the life of its environment.
 *
 * An email address or a username is proven by a code or by a password, a phone number by a code. An application has codes
 * or passwords, over addresses and usernames together (M1-10), so two settings say which methods are on: `emailMethod`
 * and `signInIdentities`. Environment, application and organization each have a set of their own or inherit the whole
 * one above. Owns `connections`.
 */
export { connectionIdFromText, noSuchConnection } from './connection.ts'
export {
  isOffered,
  kindsOf,
  METHODS,
  methodsOf,
  proofOf,
  type Method,
  type MethodCode,
  type MethodSettings,
} from './method.ts'
export { organizationMethods } from './organization-methods.ts'
export { findConnection, seedConnections } from './queries.ts'
export type { ConnectionProblem } from './problems.ts'
