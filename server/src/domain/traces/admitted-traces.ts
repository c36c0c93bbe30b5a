import type { Context } from '#platform/context'
import { createLoadLimit } from '#platform/http'
import { networksOf } from '#platform/rate-limits'

/** Above what an office behind one address needs; it stops a script that fills the table. */
const ofNetwork = createLoadLimit({ burst: 300, perSecond: 1 })
/** The limit of all networks together. */
const ofEnvironment = createLoadLimit({ burst: 3_000, perSecond: 50 })

/**
 * Whether a request of a person who has proven nothing leaves a trace. Anybody can make such requests, so they are
 * counted; in memory, because the limit protects from load and its figure need not be exact.
 */
export function isTraceAdmitted({
  environment,
  requester,
  clock,
}: Pick<Context, 'environment' | 'requester' | 'clock'>) {
  const now = clock()
  const { narrow } = networksOf(requester.ip)
  if (ofNetwork.take(`${environment.id}:${narrow}`, now) !== undefined) return false
  return ofEnvironment.take(environment.id, now) === undefined
}
