import { addSeconds } from '#platform/clock'
import { NotFound } from '#platform/errors'
import { hexOf, idFromHex } from '#platform/ids'

export interface SigningKey {
  readonly id: string
  readonly kid: string
  /** Counts up; the latest active generation signs. */
  readonly generation: number
  readonly createdAt: Date
  readonly activatesAt: Date
  readonly revokedAt: Date | undefined
  /** The longest lifetime of anything that it signed. */
  readonly longestLifetimeSeconds: number
}

/**
 * `next` is published and waits; `previous` is published until everything that it signed has expired; `retired` is no
 * longer published.
 */
export type KeyState = 'current' | 'next' | 'previous' | 'retired' | 'revoked'

export interface KeyStanding {
  readonly state: KeyState
  /** The time at which it leaves the key set; undefined while that is unknown. */
  readonly publishedUntil: Date | undefined
}

/**
 * The time for which a new key is published before it signs (AS-45): verifiers keep the key set for its `max-age`, and
 * some for longer.
 */
export const PUBLISHED_AHEAD_SECONDS = 3_600
/** A margin for verifiers with slow clocks, and for another process that signs with the old key a moment longer. */
const PUBLISHED_AFTER_SECONDS = 600

/** Returns the state of a key at a moment: a pure rule, so that every process sees a key activate at the same time. */
export function standingOf(key: SigningKey, keys: readonly SigningKey[], now: Date): KeyStanding {
  if (key.revokedAt) return { state: 'revoked', publishedUntil: key.revokedAt }
  if (key.activatesAt > now) return { state: 'next', publishedUntil: undefined }
  const successor = keys
    .filter((other) => other.generation > key.generation && hasSigned(other, now))
    .toSorted((a, b) => a.generation - b.generation)[0]
  if (!successor) return { state: 'current', publishedUntil: undefined }
  const publishedUntil = addSeconds(successor.activatesAt, key.longestLifetimeSeconds + PUBLISHED_AFTER_SECONDS)
  return { state: publishedUntil > now ? 'previous' : 'retired', publishedUntil }
}

// A key that was revoked while it waited has replaced none.
function hasSigned({ activatesAt, revokedAt }: SigningKey, now: Date): boolean {
  return activatesAt <= now && (revokedAt === undefined || revokedAt > activatesAt)
}

export function signingKeyIdOf(id: string): string {
  return `key_${hexOf(id)}`
}

export function idOfSigningKey(text: string): string | undefined {
  return idFromHex(text, 'key_')
}

/** A key of another environment gets the same answer (ATO-11). */
export function noSuchSigningKey(): NotFound {
  return new NotFound('SIGNING_KEY_NOT_FOUND', 'No such signing key.')
}

/** Returns the cache key of the opened keys of an environment. */
export function keyRingCacheKey(environmentId: string): string {
  return `${environmentId}:key-ring`
}
