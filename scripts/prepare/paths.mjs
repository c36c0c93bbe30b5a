import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Files that this checkout keeps between runs; never committed, safe to delete. */
export const CACHE = join(ROOT, '.cache')

/** Files that all checkouts of this user share, such as a downloaded browser. */
export function sharedCache() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'gatehouse')
}
