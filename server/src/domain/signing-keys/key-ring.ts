import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '#platform/context'
import { sha256Hex } from '#platform/crypto'
import { listSigningKeys, widenLongestLifetime } from './queries.ts'
import { keyRingCacheKey, standingOf, type KeyState } from './signing-key.ts'

interface LoadedKeys {
  readonly current: { readonly kid: string; readonly privateKey: KeyObject; readonly longestLifetimeSeconds: number }
  readonly currentId: string
  /** Every key of the key set, also those that do not sign yet. */
  readonly publicKeys: ReadonlyMap<string, KeyObject>
  /**
   * Keys that are no longer published, though not revoked, for signatures that may be older than every token that
   * works.
   */
  readonly retiredKeys: ReadonlyMap<string, RetiredKey>
  /** The key set (RFC 7517 section 5), ready to send. */
  readonly jwks: string
  readonly etag: string
  /** The next time at which another key signs or a key leaves the key set; undefined while none is foreseen. */
  readonly changesAt: Date | undefined
}

export interface KeyRing extends LoadedKeys {
  /** Call it before you issue anything that outlives everything that the current key signed so far. */
  noteLifetime(seconds: number): Promise<void>
}

/** The order of publication: some clients try the first key first, or only that one. */
const PUBLISHED: readonly KeyState[] = ['current', 'next', 'previous']

type RetiredKey = z.infer<typeof PublicJwk>

const PublicJwk = z.object({ kty: z.literal('RSA'), n: z.string(), e: z.string() })

type Dependencies = Pick<Context, 'db' | 'cache' | 'clock' | 'sealer'> & {
  readonly environment: Pick<Context['environment'], 'id'>
}

/**
 * Returns the opened keys of the environment; at most a second old, and changes that the clock brings without delay.
 */
export async function readKeyRing(ctx: Dependencies): Promise<KeyRing> {
  const { db } = ctx
  const keys = await readKeys(ctx)
  return {
    ...keys,
    noteLifetime: (seconds) => widenLongestLifetime(db, { id: keys.currentId, seconds }),
  }
}

async function readKeys(ctx: Dependencies): Promise<LoadedKeys> {
  const key = keyRingCacheKey(ctx.environment.id)
  const kept = await ctx.cache.readOrLastKnown(key, () => loadKeys(ctx))
  if (kept.changesAt === undefined || ctx.clock() < kept.changesAt) return kept
  ctx.cache.drop(key)
  return ctx.cache.readOrLastKnown(key, () => loadKeys(ctx))
}

async function loadKeys(ctx: Omit<Dependencies, 'cache'>): Promise<LoadedKeys> {
  const now = ctx.clock()
  const keys = await listSigningKeys(ctx.db)
  const standing = keys.map((key) => ({ ...key, ...standingOf(key, keys, now) }))
  // A clock that was set back may be before the first key: no other key could sign, so that key does (REL-09).
  const current = standing.find(({ state }) => state === 'current') ?? firstOf(standing)
  if (!current) throw new Error('the environment has no active signing key')
  const published = PUBLISHED.flatMap((state) => standing.filter((key) => key.state === state)).map((key) => ({
    kid: key.kid,
    jwk: PublicJwk.parse(key.publicJwk),
  }))
  const jwks = JSON.stringify({
    keys: published.map(({ kid, jwk }) => ({ kty: jwk.kty, use: 'sig', alg: 'RS256', kid, n: jwk.n, e: jwk.e })),
  })
  const { kid, longestLifetimeSeconds } = current
  const pem = ctx.sealer.open(`signing_keys.private_key:${current.id}`, current.privateKeySealed)
  return {
    current: { kid, privateKey: createPrivateKey(pem), longestLifetimeSeconds },
    currentId: current.id,
    publicKeys: new Map(published.map((key) => [key.kid, createPublicKey({ key: key.jwk, format: 'jwk' })])),
    retiredKeys: new Map(
      standing.filter(({ state }) => state === 'retired').map((key) => [key.kid, PublicJwk.parse(key.publicJwk)]),
    ),
    jwks,
    etag: `"${sha256Hex(jwks).slice(0, 16)}"`,
    changesAt: earliest(
      standing.map(({ state, activatesAt, publishedUntil }) => (state === 'next' ? activatesAt : publishedUntil)),
      now,
    ),
  }
}

function firstOf<K extends { readonly state: KeyState; readonly activatesAt: Date }>(
  keys: readonly K[],
): K | undefined {
  const waiting = keys.filter(({ state }) => state === 'next')
  return waiting.toSorted((a, b) => a.activatesAt.getTime() - b.activatesAt.getTime())[0]
}

function earliest(times: readonly (Date | undefined)[], after: Date): Date | undefined {
  return times
    .filter((time) => time !== undefined)
    .filter((time) => time > after)
    .toSorted((a, b) => a.getTime() - b.getTime())[0]
}
