import { flagCacheKey } from '#domain/feature-flags'
import type { FlagDefinition } from './flags.ts'
import type { SelectedPropertiesContext } from './read-selected-properties.ts'
import { listFlagDefinitions } from './views.ts'

/** Returns every feature flag with its value in this environment, at most a second old. */
export function readFlags({ db, cache, environment }: SelectedPropertiesContext): Promise<readonly FlagDefinition[]> {
  const { businessId } = environment
  return cache.read(flagCacheKey(environment), () => listFlagDefinitions(db, { businessId }))
}
