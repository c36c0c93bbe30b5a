/** Feature flags of a business: their values by level, and the parts that other pages show of them. */
export { featureFlagsPage, newFeatureFlagPage } from './feature-flags-page.tsx'
export { featureFlagPage } from './feature-flag-page.tsx'
export { FlagLevel, levelName } from './flag-level.tsx'
export { FlagValue, FlagValueInput } from './flag-value.tsx'
