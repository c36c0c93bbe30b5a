import type { HashSettings } from './imported-hash.ts'

/**
 * A fast hash of another system inside one of ours: its settings, and argon2id of its digest. The digest itself is written
 * down nowhere.
 */
export interface WrappedHash {
  readonly settings: HashSettings
  readonly outer: string
}

const TAG = 'wrapped:'

export function isWrapped(stored: string): boolean {
  return stored.startsWith(TAG)
}

export function encodeWrapped(wrapped: WrappedHash): string {
  return TAG + JSON.stringify(wrapped)
}

export function decodeWrapped(stored: string): WrappedHash {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- written by encodeWrapped alone
  return JSON.parse(stored.slice(TAG.length)) as WrappedHash
}
