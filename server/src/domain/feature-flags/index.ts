/**
 * Feature flags: switches and values, defined by a business with a default, of which an environment, an organization and
 * a user may say otherwise, as far in as the flag allows. Owns `feature_flags`, `environment_feature_flags`,
 * `organization_feature_flags` and `user_feature_flags`.
 *
 * Invariants: key, type and innermost level of a flag stay for good, and every value is of its type; the innermost level
 * that says something holds. A deleted flag is found by no read; a job removes its values.
 */
export {
  flagCacheKey,
  noSuchFlag,
  type FeatureFlag,
  type FlagInForce,
  type FlagLevel,
  type FlagType,
} from './feature-flag.ts'
export { textOfFlagValue } from './flag-value.ts'
export { sayFlags, sayForNewUsers, userFlagValue, type FlagTexts } from './overrides/index.ts'
export { createFlag } from './create-flag.ts'
export { deleteFlag } from './delete-flag.ts'
export { holdFlags } from './queries.ts'
export { listFlagsInForce, type FlagPlace } from './views.ts'
export type { FeatureFlagProblem } from './problems.ts'
