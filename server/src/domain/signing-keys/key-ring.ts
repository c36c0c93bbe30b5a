import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { Context } from '#platform/context'
import { sha256Hex } from '#platform/crypto'
import { listSigningKeys } from './queries.ts'

export interface KeyRing {
  readonly current: { readonly kid: string; readonly privateKey: KeyObject }
  readonly publicKeys: ReadonlyMap<string, KeyObject>
  /** The key set (RFC 7517 section 5), ready to send. */
  readonly jwks: string
  readonly etag: string
}

const PublicJwk = z.object({ kty: z.literal('RSA'), n: z.string(), e: z.string() })

/** The keys of the environment, opened; at most a second old. */
export async function readKeyRing(
  ctx: Pick<Context, 'db' | 'cache' | 'clock' | 'sealer' | 'environment'>,
): Promise<KeyRing> {
  return ctx.cache.read(`${ctx.environment.id}:key-ring`, () => loadKeyRing(ctx))
}

async function loadKeyRing(ctx: Pick<Context, 'db' | 'clock' | 'sealer' | 'environment'>): Promise<KeyRing> {
  const now = ctx.clock()
  const keys = await listSigningKeys(ctx.db, ctx.environment.id, now)
  const current = keys.find((key) => key.activatesAt <= now)
  if (!current) throw new Error('the environment has no active signing key')
  const published = keys.map((key) => ({ kid: key.kid, jwk: PublicJwk.parse(key.publicJwk) }))
  const jwks = JSON.stringify({
    keys: published.map(({ kid, jwk }) => ({ kty: jwk.kty, use: 'sig', alg: 'RS256', kid, n: jwk.n, e: jwk.e })),
  })
  const pem = ctx.sealer.open(`signing_keys.private_key:${current.id}`, current.privateKeySealed)
  return {
    current: { kid: current.kid, privateKey: createPrivateKey(pem) },
    publicKeys: new Map(published.map(({ kid, jwk }) => [kid, createPublicKey({ key: jwk, format: 'jwk' })])),
    jwks,
    etag: `"${sha256Hex(jwks).slice(0, 16)}"`,
  }
}
