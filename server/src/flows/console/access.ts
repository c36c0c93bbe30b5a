import type { EnvironmentScope } from '#platform/context'
import type { Administrator } from '#domain/administrators'
import { INSTALLATION_SCOPES, MANAGEMENT_SCOPES } from '#domain/applications'

const ALL: ReadonlySet<string> = new Set(MANAGEMENT_SCOPES)
const OF_THE_INSTALLATION: ReadonlySet<string> = new Set(INSTALLATION_SCOPES)

/**
 * Returns what a person may do in an environment; undefined where they have no part in it. In the environment of
 * administrators an owner manages businesses and nothing else: its users are administrators, and its operations would
 * hand out passwords and sessions of theirs.
 */
export function scopesIn(
  environment: Pick<EnvironmentScope, 'kind'>,
  { installationRole }: Administrator,
): ReadonlySet<string> | undefined {
  if (installationRole !== 'owner') return undefined
  return environment.kind === 'control' ? OF_THE_INSTALLATION : ALL
}
