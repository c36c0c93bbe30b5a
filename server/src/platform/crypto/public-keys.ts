import { createPublicKey } from 'node:crypto'
import { calculateJwkThumbprint, compactVerify, decodeProtectedHeader, importJWK } from 'jose'
import { z } from 'zod'

const Kid = z.string().min(1).max(200)
const Base64Url = z
  .string()
  .max(2_000)
  .regex(/^[\w-]+$/)

/** A public key for signatures, and the one algorithm it is for (RFC 7517, RFC 8725 section 3.1). */
export const PublicJwk = z.discriminatedUnion('kty', [
  z.object({ kty: z.literal('RSA'), kid: Kid, alg: z.enum(['RS256', 'PS256']), n: Base64Url, e: Base64Url }),
  z.object({
    kty: z.literal('EC'),
    kid: Kid,
    alg: z.enum(['ES256', 'ES384']),
    crv: z.enum(['P-256', 'P-384']),
    x: Base64Url,
    y: Base64Url,
  }),
  z.object({ kty: z.literal('OKP'), kid: Kid, alg: z.literal('EdDSA'), crv: z.literal('Ed25519'), x: Base64Url }),
])
export type PublicJwk = z.infer<typeof PublicJwk>

/** The algorithms of `verifyJws`; `Ed25519` is the newer name of the only `EdDSA` here (RFC 9864). */
export const JWS_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA', 'Ed25519'] as const

const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']
const CURVES: ReadonlyMap<unknown, string> = new Map([
  ['P-256', 'ES256'],
  ['P-384', 'ES384'],
  ['Ed25519', 'EdDSA'],
])
const MAX_LENGTH = 16_000
const RSA_BITS = { least: 2_048, most: 8_192 }
const RSA_EXPONENT = { least: 65_537n, most: 2n ** 32n }

export type ReadJwk = { readonly key: PublicJwk } | { readonly problem: string; readonly isSecret?: boolean }

/**
 * Reads a key from a client: public, strong enough, for one algorithm. Members that would lead elsewhere (`x5u`, `x5c`)
 * are left out; a key without a name is named by its thumbprint (RFC 7638). `{ pem }` is a key in PEM.
 */
export async function readPublicJwk(sent: Readonly<Record<string, unknown>>): Promise<ReadJwk> {
  if ('pem' in sent) return readPem(sent)
  if (SECRET_MEMBERS.some((name) => name in sent)) return { problem: 'holds a private or secret part', isSecret: true }
  if ('use' in sent && sent['use'] !== 'sig') return { problem: 'is not for signatures' }
  const expected = sent['kty'] === 'RSA' ? 'RS256' : CURVES.get(sent['crv'])
  const alg = sent['alg'] === 'Ed25519' ? 'EdDSA' : (sent['alg'] ?? expected)
  if (sent['kty'] !== 'RSA' && alg !== expected) return { problem: 'names an algorithm that does not fit its curve' }
  const parsed = PublicJwk.safeParse({ ...sent, alg, kid: sent['kid'] ?? 'unnamed' })
  if (!parsed.success) return { problem: 'is not an RSA, P-256, P-384 or Ed25519 key in the form of RFC 7517' }
  const problem = findWeakness(parsed.data)
  if (problem !== undefined) return { problem }
  const kid = sent['kid'] === undefined ? await calculateJwkThumbprint(parsed.data) : parsed.data.kid
  return { key: { ...parsed.data, kid } }
}

/**
 * Reads a public key or certificate in PEM (RFC 7468) as the JSON Web Key that it is; `kid` and `alg` may stand next to it.
 * A private key is refused, although its public part could be derived: it was shown to a server.
 */
async function readPem({ pem, ...rest }: Readonly<Record<string, unknown>>): Promise<ReadJwk> {
  if (typeof pem !== 'string' || pem.length > MAX_LENGTH) return { problem: 'is not text in PEM' }
  if (/PRIVATE KEY-----/.test(pem)) return { problem: 'holds a private or secret part', isSecret: true }
  try {
    return await readPublicJwk({ ...createPublicKey(pem).export({ format: 'jwk' }), ...rest })
  } catch {
    return { problem: 'is not a public key or certificate in PEM' }
  }
}

function findWeakness(key: PublicJwk): string | undefined {
  try {
    const { modulusLength, publicExponent } = createPublicKey({ key, format: 'jwk' }).asymmetricKeyDetails ?? {}
    if (key.kty !== 'RSA') return undefined
    const bits = modulusLength ?? 0
    const exponent = publicExponent ?? 0n
    if (bits < RSA_BITS.least || bits > RSA_BITS.most) return 'must have 2048 to 8192 bits'
    if (exponent < RSA_EXPONENT.least || exponent > RSA_EXPONENT.most) return 'must have the public exponent 65537'
    return undefined
  } catch {
    return 'is not a key: its point or modulus does not exist'
  }
}

/**
 * Returns the content that one of these keys signed (RFC 7515 section 5.2), or undefined for anything else. The key
 * decides the algorithm and never the message, `crit` is refused, and of the header only `kid` and `alg` are read
 * (AS-43, AS-44). Without `kid` there must be one key only.
 */
export async function verifyJws(keys: readonly PublicJwk[], jws: string): Promise<unknown> {
  if (jws.length > MAX_LENGTH) return undefined
  try {
    const { kid, alg } = decodeProtectedHeader(jws)
    const named = kid === undefined ? keys : keys.filter((one) => one.kid === kid)
    const [key, ...more] = named
    if (!key || more.length > 0) return undefined
    const algorithms = key.alg === 'EdDSA' ? ['EdDSA', 'Ed25519'] : [key.alg]
    const imported = await importJWK({ ...key, alg: algorithms.find((one) => one === alg) ?? key.alg })
    const { payload } = await compactVerify(jws, imported, { algorithms })
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload))
  } catch {
    // Malformed, of another key, or changed on the way: the caller gets the same answer.
    return undefined
  }
}
