/**
 * Overrides of a flag's default by an environment, an organization or a user, where the flag's level allows that. Only
 * an override for a user invalidates claims.
 */
export { forgetSome, sayForNewUsers } from './queries.ts'
export { sayFlags, type FlagTexts } from './say-flags.ts'
export { userFlagValue } from './user-flag-value.ts'
