import type { SystemDb } from '#platform/db'
import { originUnder } from './origin-under.ts'
import { listEnvironmentAddresses } from './views.ts'

/**
 * Whether one of these is where another environment answers, or would: the one at the root has an address under it as
 * soon as another is at the root.
 */
export async function areReserved(
  system: SystemDb,
  { baseOrigin, exceptId }: { readonly baseOrigin: string; readonly exceptId?: string },
  origins: readonly string[],
): Promise<boolean> {
  const others = (await listEnvironmentAddresses(system)).filter(({ id }) => id !== exceptId)
  const reserved = new Set(others.map((one) => originUnder(baseOrigin, one)))
  return origins.some((origin) => reserved.has(origin))
}
