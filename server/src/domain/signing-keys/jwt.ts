import { createPublicKey, hash, sign, verify, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { KeyRing } from './key-ring.ts'

export type JwtClaims = Readonly<Record<string, unknown>>

const signAsync = promisify(sign)

const Header = z.object({
  alg: z.literal('RS256'),
  kid: z.string(),
  typ: z.string().optional(),
  crit: z.never().optional(),
})
const Claims = z.record(z.string(), z.unknown())
const MAX_LENGTH = 64_000

/**
 * A compact RS256 JWS (RFC 7515 section 7.1). Signed in the libuv pool, so that both cores sign and the event loop is
 * never held for the 0.3 ms of a signature. Something that lives longer than all that this key signed so far is noted
 * first: so long the key will stay published.
 */
export async function signJwt(
  ring: KeyRing,
  claims: JwtClaims,
  typ: 'JWT' | 'at+jwt' | 'logout+jwt' = 'JWT',
): Promise<string> {
  const lifetime = lifetimeOf(claims)
  if (lifetime > ring.current.longestLifetimeSeconds) await ring.noteLifetime(lifetime)
  const input = `${encode({ alg: 'RS256', kid: ring.current.kid, typ })}.${encode(claims)}`
  const signature = await signAsync('sha256', Buffer.from(input), ring.current.privateKey)
  return `${input}.${signature.toString('base64url')}`
}

function lifetimeOf({ iat, exp }: JwtClaims): number {
  return typeof iat === 'number' && typeof exp === 'number' ? exp - iat : 0
}

/** Whether a token of ours still verifies: its key may have been revoked since it was signed. */
export function isKeyPublished(ring: KeyRing, token: string): boolean {
  const parsed = Header.safeParse(decode(token.split('.')[0] ?? ''))
  return parsed.success && ring.publicKeys.has(parsed.data.kid)
}

/**
 * The claims of a token that one of our published keys signed; undefined for anything else, whatever it is.
 * Says nothing of expiry, audience or revocation: those are the caller's to ask.
 */
export function verifyJwt(ring: KeyRing, token: string): JwtClaims | undefined {
  const digest = hash('sha256', token, 'base64')
  const known = genuine.get(digest)
  // The key is looked up each time: once it was revoked, nothing that it signed is genuine any more.
  if (known && ring.publicKeys.get(known.kid)?.equals(known.key) === true) return known.claims
  const verified = verifyBy((kid) => ring.publicKeys.get(kid), token)
  if (verified) remember(digest, verified)
  return verified?.claims
}

/**
 * Tokens whose signature was verified, by their digest: a client shows the same one again and again, and what a key
 * signed does not change. The longest known goes first.
 */
const genuine = new Map<string, VerifiedToken>()
const MOST_REMEMBERED = 4_096

function remember(digest: string, verified: VerifiedToken): void {
  const [oldest] = genuine.size >= MOST_REMEMBERED ? genuine.keys() : []
  if (oldest !== undefined) genuine.delete(oldest)
  genuine.set(digest, verified)
}

/**
 * The same for a token that only hints at somebody, and may have expired long ago: its key may have left the key set
 * since, as long as it was not revoked.
 */
export function verifyHint(ring: KeyRing, token: string): JwtClaims | undefined {
  const find = (kid: string) => {
    const retired = ring.retiredKeys.get(kid)
    return retired ? createPublicKey({ key: retired, format: 'jwk' }) : ring.publicKeys.get(kid)
  }
  return verifyBy(find, token)?.claims
}

interface VerifiedToken {
  readonly kid: string
  readonly key: KeyObject
  readonly claims: JwtClaims
}

function verifyBy(find: (kid: string) => KeyObject | undefined, token: string): VerifiedToken | undefined {
  if (token.length > MAX_LENGTH) return undefined
  const [header = '', payload = '', signature = '', ...rest] = token.split('.')
  if (rest.length > 0) return undefined
  const parsed = Header.safeParse(decode(header))
  if (!parsed.success) return undefined
  const { kid } = parsed.data
  const key = find(kid)
  if (!key) return undefined
  const signed = Buffer.from(signature, 'base64url')
  // Node passes over what is no base64url; each token has one form (RFC 7515 section 2).
  if (signed.toString('base64url') !== signature) return undefined
  const isGenuine = verify('sha256', Buffer.from(`${header}.${payload}`), key, signed)
  if (!isGenuine) return undefined
  const claims = Claims.safeParse(decode(payload))
  return claims.success ? { kid, key, claims: claims.data } : undefined
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
