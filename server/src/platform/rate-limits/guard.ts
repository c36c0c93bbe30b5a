import type { Db } from '#platform/db'
import { giveBackLimits, readBuckets, takeLimits, type Bucket, type BucketLimit } from './queries.ts'

/** The source of the tries that reached a limit, for a truthful message. */
export type LimitScope = 'browser' | 'network' | 'accounts_of_network' | 'everywhere'

export interface Limit extends BucketLimit {
  readonly scope: LimitScope
  /** False for a limit that counts and refuses nothing. */
  readonly isBinding?: boolean
}

/** A limit over all networks, with a share for those who cannot have used it up. */
export interface OverallLimit {
  readonly limit: Limit
  readonly share: Limit
  /** The bucket among the limits that counts the network. Up to `newUpTo` there, the network may take from the share. */
  readonly networkBucket: string
  readonly newUpTo: number
}

export interface Guard {
  readonly limits: readonly Limit[]
  readonly overall?: OverallLimit | undefined
}

export interface LimitRefusal {
  readonly scope: LimitScope
  readonly until: Date
}

export type Passage =
  | { readonly outcome: 'passed'; readonly taken: readonly Limit[]; readonly counts: ReadonlyMap<string, number> }
  | ({ readonly outcome: 'refused' } & LimitRefusal)

interface CountContext {
  readonly db: Db
  readonly now: Date
}

/**
 * Takes one from each limit of a guard, or from none. It is called before the guarded work, so that any number of
 * simultaneous tries, in any number of processes, pass no limit; `giveBack` returns tries that turned out not to count.
 */
export async function passGuard(where: CountContext, { limits, overall }: Guard): Promise<Passage> {
  const asked = overall ? [...limits, overall.limit] : limits
  const counts = await take(where, asked)
  const missed = asked.filter(({ bucket, isBinding }) => isBinding !== false && !counts.has(bucket))
  const taken = asked.filter(({ bucket }) => counts.has(bucket))
  if (missed.length === 0) return { outcome: 'passed', taken, counts }
  const isOverallOnly = missed.every((one) => one === overall?.limit)
  if (overall && isOverallOnly && (counts.get(overall.networkBucket) ?? 0) <= overall.newUpTo) {
    const shared = await take(where, [overall.share])
    if (shared.size > 0) return { outcome: 'passed', taken: [...taken, overall.share], counts }
  }
  await giveBack(where, taken)
  return {
    outcome: 'refused',
    ...latest(await readBuckets(where.db, { limits: missed, now: where.now }), missed, where.now),
  }
}

/** Gives back tries that did not count after all; `times` returns the number for each limit, where it is not one. */
export async function giveBack(
  { db, now }: CountContext,
  limits: readonly Limit[],
  times: (limit: Limit) => number = () => 1,
): Promise<void> {
  if (limits.length === 0) return
  const given = limits.map((limit) => ({ ...limit, times: times(limit) }))
  await giveBackLimits(db, { limits: given, now })
}

/** Returns the reason why the next try would be refused, or undefined. */
export async function peekGuard(where: CountContext, { limits, overall }: Guard): Promise<LimitRefusal | undefined> {
  const binding = limits.filter(({ isBinding }) => isBinding !== false)
  const all = overall ? [...limits, overall.limit, overall.share] : limits
  const found = await readBuckets(where.db, { limits: all, now: where.now })
  const isFull = ({ bucket, most }: Limit) => (found.get(bucket)?.count ?? 0) >= most
  const full = binding.filter(isFull)
  if (overall && isFull(overall.limit)) {
    const isNew = (found.get(overall.networkBucket)?.count ?? 0) < overall.newUpTo
    if (!isNew || isFull(overall.share)) full.push(overall.limit)
  }
  return full.length === 0 ? undefined : latest(found, full, where.now)
}

/** Returns the present count of each limit. */
export async function readCounts(where: CountContext, limits: readonly Limit[]): Promise<ReadonlyMap<string, number>> {
  const found = await readBuckets(where.db, { limits, now: where.now })
  return new Map([...found].map(([bucket, { count }]) => [bucket, count]))
}

function take({ db, now }: CountContext, limits: readonly Limit[]): Promise<ReadonlyMap<string, number>> {
  return takeLimits(db, { limits, now })
}

/** Returns the limit that ends last. Until then every further try is refused, so the page names this one. */
function latest(found: ReadonlyMap<string, Bucket>, limits: readonly Limit[], now: Date): LimitRefusal {
  const ends = limits.map(({ bucket, scope }) => ({ scope, until: found.get(bucket)?.endsAt ?? now }))
  return ends.reduce(
    (last, one) => (one.until > last.until ? one : last),
    ends[0] ?? { scope: 'everywhere', until: now },
  )
}
