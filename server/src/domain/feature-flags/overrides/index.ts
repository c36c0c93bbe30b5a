/**
 * What an environment, an organization or a user says of a flag instead of its default, where its level allows that.
 * Only what is said for a user makes claims anew.
 */
export { forgetSome, sayForNewUsers } from './queries.ts'
export { sayFlags, type FlagTexts } from './say-flags.ts'
export { userFlagValue } from './user-flag-value.ts'
