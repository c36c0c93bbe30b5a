import { isUnavailable } from '#platform/db'

/**
 * Values read from the database and kept in this process: settings, applications, keys. Never a decision about a person.
 *
 * A value is at most one second old (REL-13), and is dropped at once in every process when a change is
 * announced by `NOTIFY`. Concurrent reads of one key share one load.
 *
 * Hosts and keys, which clients need to find this server and to check tokens, are kept longer: while the database does
 * not answer, the last known value does, for five minutes (REL-07). A value that was dropped is not known any more.
 */
export interface Cache {
  /** One key is only ever read with one loader. */
  read<T>(key: string, load: () => Promise<T>): Promise<T>
  /** The same, and while the database does not answer the last known value. */
  readOrLastKnown<T>(key: string, load: () => Promise<T>): Promise<T>
  /** Drops every key that begins with `prefix`. */
  drop(prefix: string): void
}

const LIFETIME_MS = 1_000
/** For how long after it was loaded a value stands in for one that cannot be loaded. */
const LAST_KNOWN_MS = 5 * 60_000
/** How long a load may take before the last known value is given. */
const PATIENCE_MS = 1_000
const SIZE_LIMIT = 10_000

interface Entry {
  answer: Promise<unknown>
  until: number
  isLoading: boolean
  /** When the last load that succeeded ended. */
  loadedAt: number | undefined
  lastKnown: unknown
}

/** The oldest goes: a flood of keys that nobody asks for again must not throw out all others at once. */
function makeRoom(entries: Map<string, unknown>): void {
  if (entries.size < SIZE_LIMIT) return
  const [oldest] = entries.keys()
  if (oldest !== undefined) entries.delete(oldest)
}

export function createCache(): Cache {
  const entries = new Map<string, Entry>()

  function readEntry(key: string, load: () => Promise<unknown>, isKept: boolean): Promise<unknown> {
    const known = entries.get(key)
    const now = performance.now()
    if (known && (known.until > now || (known.isLoading && isKnown(known)))) return known.answer
    makeRoom(entries)
    const entry: Entry = {
      answer: load(),
      until: now + LIFETIME_MS,
      isLoading: true,
      loadedAt: isKept ? known?.loadedAt : undefined,
      lastKnown: isKept ? known?.lastKnown : undefined,
    }
    const loading = entry.answer
    loading.then(
      (value) => Object.assign(entry, { isLoading: false, loadedAt: performance.now(), lastKnown: value }),
      () => (entry.isLoading = false),
    )
    if (isKnown(entry)) entry.answer = orLastKnown(loading, entry)
    entries.delete(key)
    entries.set(key, entry)
    entry.answer.catch(() => {
      if (entries.get(key) === entry) entries.delete(key)
    })
    return entry.answer
  }

  return {
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the key names its loader, so the type is the loader's
    read: <T>(key: string, load: () => Promise<T>) => readEntry(key, load, false) as Promise<T>,
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- as above
    readOrLastKnown: <T>(key: string, load: () => Promise<T>) => readEntry(key, load, true) as Promise<T>,
    drop(prefix) {
      for (const key of entries.keys()) if (key.startsWith(prefix)) entries.delete(key)
    },
  }
}

function isKnown({ loadedAt }: Entry): boolean {
  return loadedAt !== undefined && performance.now() - loadedAt < LAST_KNOWN_MS
}

/** The value that is being loaded; the last known one where the database takes too long or does not answer. */
function orLastKnown(loading: Promise<unknown>, { lastKnown }: Entry): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(lastKnown), PATIENCE_MS)
    loading
      .finally(() => clearTimeout(timer))
      .then(resolve, (error: unknown) => {
        if (isUnavailable(error)) resolve(lastKnown)
        else reject(error)
      })
  })
}
