/**
 * The person: profile and status. A user's id is immutable and never used again; how they sign in is
 * `#domain/identities`, what proves them is `#domain/credentials`, and `#domain/directory` creates, changes and deletes
 * them. Owns `users`, `user_search_words`, `deleted_users` and `tombstones`.
 *
 * Invariant: a change of anything that tokens contain marks the claims as changed.
 */
export { keepProfile, removeKeptProfile } from './deleted/index.ts'
export { recordUserDeletion, recordUserEvent, recordUserEvents } from './events.ts'
export {
  clearResetRequest,
  countFailedSignIn,
  countSignIn,
  findSpentIds,
  insertUser,
  insertUsers,
  isUser,
  lockUser,
  lockUsers,
  markClaimsChanged,
  markClaimsChangedOf,
  recordTombstone,
  removeUser,
  writeSearchWords,
  writeUser,
  type UserChange,
} from './queries.ts'
export { refreshClaims } from './refresh-claims.ts'
export { Name, Picture, profileOf, ProvidedId, SearchWords, UserId, UserParams } from './schema.ts'
export { searchUsers } from './search/index.ts'
export { foldWord, searchWordsOf } from './search-words.ts'
export { noSuchUser, type ProfileChange } from './user.ts'
export {
  findAccount,
  findAccountById,
  findOwnWords,
  findSearchable,
  hasVerifiedEmail,
  isLastOwner,
  listAddresses,
  type Account,
  type AccountIdentity,
} from './views.ts'
export { findListedUser, listUsers, type Expansion } from './listing/index.ts'
export { displayName, gravatarOf } from './profile.ts'
export type { UserProblem } from './problems.ts'
