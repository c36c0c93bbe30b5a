/**
 * Profiles of users who were deleted without `is_delete_profile`. They are no users any more: nobody signs in as one,
 * nothing is given to them, and no list, search or export of users has them. They are listed here alone, until the profile
 * is deleted too.
 */
export { keepProfile, removeKeptProfile } from './queries.ts'
