/**
 * The person: profile and status. Their id is immutable and never used again; how they sign in is `#domain/identities`,
 * what proves them is `#domain/credentials`. Owns `users` and `tombstones`.
 */
export { createUser, type NewUser } from './create-user.ts'
export {
  clearResetRequest,
  countFailedSignIn,
  countSignIn,
  lockUser,
  markClaimsChanged,
  markClaimsChangedOf,
  recordTombstone,
} from './queries.ts'
export { findAccountByEmail, findAccountById, type Account } from './views.ts'
export { displayName, gravatarOf } from './profile.ts'
