import type { Config } from '#platform/config'
import type { Services } from '#platform/context'
import type { JobTable } from '#platform/jobs'

/** The job table: every job this server runs. */
export function createJobTable(_services: Services, _config: Config): JobTable {
  return {}
}
