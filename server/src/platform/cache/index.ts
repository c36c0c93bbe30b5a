/**
 * Values read from the database and kept in this process: settings, applications, keys. Never a decision about a person.
 *
 * A value is at most one second old (architecture section 5.6), and is dropped at once in every process when a change is
 * announced by `NOTIFY`. Concurrent reads of one key share one load.
 */
export interface Cache {
  /** One key is only ever read with one loader. */
  read<T>(key: string, load: () => Promise<T>): Promise<T>
  /** Drops every key that begins with `prefix`. */
  drop(prefix: string): void
}

const LIFETIME_MS = 1_000
const SIZE_LIMIT = 10_000

/** The oldest goes: a flood of keys that nobody asks for again must not throw out all others at once. */
function makeRoom(entries: Map<string, unknown>): void {
  if (entries.size < SIZE_LIMIT) return
  const [oldest] = entries.keys()
  if (oldest !== undefined) entries.delete(oldest)
}

export function createCache(): Cache {
  const entries = new Map<string, { readonly value: Promise<unknown>; readonly until: number }>()
  return {
    read<T>(key: string, load: () => Promise<T>): Promise<T> {
      const known = entries.get(key)
      // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the key names its loader, so the type is the loader's
      if (known && known.until > performance.now()) return known.value as Promise<T>
      makeRoom(entries)
      const value = load()
      entries.delete(key)
      entries.set(key, { value, until: performance.now() + LIFETIME_MS })
      value.catch(() => entries.delete(key))
      return value
    },
    drop(prefix) {
      for (const key of entries.keys()) if (key.startsWith(prefix)) entries.delete(key)
    },
  }
}
