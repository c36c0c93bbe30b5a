import type { Context } from '#platform/context'
import { findEnvironmentSettings } from './queries.ts'

/** Returns what the environment of a request sets itself, as it is stored: the settings of the context may be a moment old. */
export function readOwnSettings({
  database,
  environment,
}: Pick<Context, 'database' | 'environment'>): Promise<unknown> {
  return findEnvironmentSettings(database.system, environment.id)
}
