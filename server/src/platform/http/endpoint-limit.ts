/** How many requests one client may send to one process. */
export interface LoadLimit {
  /** Takes one request from `client`'s bucket; undefined, or the seconds until there is one again. */
  take(client: string, now: Date): number | undefined
}

const CLIENT_LIMIT = 10_000

/**
 * A token bucket per client, in memory: approximate on purpose, protection from load and not from guessing. For exact
 * limits see `#platform/rate-limits`.
 */
export function createLoadLimit({ burst, perSecond }: { burst: number; perSecond: number }): LoadLimit {
  const buckets = new Map<string, { left: number; at: number }>()
  return {
    take(client, now) {
      const at = now.getTime()
      const known = buckets.get(client) ?? { left: burst, at }
      // A clock that was set back must not take away what is there.
      const refilled = known.left + (Math.max(0, at - known.at) / 1000) * perSecond
      const left = Math.min(burst, refilled)
      if (buckets.size >= CLIENT_LIMIT) buckets.clear()
      buckets.set(client, { left: left < 1 ? left : left - 1, at })
      return left < 1 ? Math.max(1, Math.ceil((1 - left) / perSecond)) : undefined
    },
  }
}
