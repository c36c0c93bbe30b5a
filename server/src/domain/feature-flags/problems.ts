/** The codes of this concept's refusals. */
export type FeatureFlagProblem =
  | 'FEATURE_FLAG_KEY_TAKEN'
  | 'FEATURE_FLAG_NOT_FOUND'
  | 'FLAG_LEVEL_FIXED'
  | 'FLAG_OVERRIDE_NOT_ALLOWED'
  | 'FLAG_TYPE_FIXED'
  | 'INVALID_FLAG_VALUE'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly featureFlags: FeatureFlagProblem
  }
}
