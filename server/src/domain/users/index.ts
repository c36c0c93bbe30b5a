/**
 * The person: profile and status, and what an administrator does with them. Their id is immutable and never used again;
 * how they sign in is `#domain/identities`, what proves them is `#domain/credentials`. Owns `users`, `user_search_words`,
 * `deleted_users` and `tombstones`.
 *
 * Invariants: the words a user is found by follow every change of name and identities in its transaction; a change of
 * what tokens say marks the claims as changed; who is suspended or deleted has no session and no grant.
 */
export { createUser, type NewUser } from './create-user.ts'
export { recordUserEvent, recordUserEvents } from './events.ts'
export {
  clearResetRequest,
  countFailedSignIn,
  countSignIn,
  findSpentIds,
  isUser,
  lockUser,
  lockUsers,
  insertUsers,
  markClaimsChanged,
  markClaimsChangedOf,
  recordTombstone,
} from './queries.ts'
export { refreshClaims } from './refresh-claims.ts'
export { refreshSearchWords } from './refresh-search-words.ts'
export { Name, Picture, ProvidedId, UserId, UserParams } from './schema.ts'
export { searchWordsOf } from './search-words.ts'
export { endEverything } from './update-user.ts'
export { noSuchUser } from './user.ts'
export { findAccountByEmail, findAccountById, findOwnWords, hasVerifiedEmail, type Account } from './views.ts'
export { listUsers } from './listing/index.ts'
export { displayName, gravatarOf } from './profile.ts'
