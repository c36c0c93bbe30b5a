import { constants, createHmac, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import type { JsonWebKey, KeyObject } from 'node:crypto'
import { readKeyRing } from '#domain/signing-keys'
import { contextOf } from '../context.ts'
import { claimsOf } from '../oauth.ts'
import type { TestServer } from '../server.ts'

type Forgeries = Readonly<Record<string, string>>

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

export function headerOf(jwt: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString()) as Record<string, unknown>
}

function signed(header: object, claims: object, key: KeyObject = stranger.privateKey, digest = 'sha256'): string {
  const input = `${encode(header)}.${encode(claims)}`
  const signature = sign(digest, Buffer.from(input), { key, padding: constants.RSA_PKCS1_PADDING })
  return `${input}.${signature.toString('base64url')}`
}

/**
 * Everything that an attacker without our key can turn a token of ours into, and forms that even our own key must not
 * make valid.
 */
export async function forgeriesOf(server: TestServer, token: string): Promise<Forgeries> {
  const jwks = (await (await server.request('/.well-known/jwks')).json()) as { keys: JsonWebKey[] }
  const ring = await readKeyRing(await contextOf(server))
  return { ...confused(token, jwks.keys[0] ?? {}), ...ofOwnKey(token, ring.current.privateKey), ...ofOtherKids(token) }
}

/** AS-43: algorithm and key confused. */
function confused(token: string, published: JsonWebKey): Forgeries {
  const [first = '', payload = '', signature = ''] = token.split('.')
  const header = headerOf(token)
  const claims = claimsOf(token)
  const pem = createPublicKey({ key: published, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString()
  const hmac = (key: string) => {
    const input = `${encode({ ...header, alg: 'HS256' })}.${payload}`
    return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`
  }
  return {
    'no signature and alg none': `${encode({ ...header, alg: 'none' })}.${payload}.`,
    'no signature and alg None': `${encode({ ...header, alg: 'None' })}.${payload}.`,
    'no signature and alg nOnE': `${encode({ ...header, alg: 'nOnE' })}.${payload}.`,
    'alg none and the old signature': `${encode({ ...header, alg: 'none' })}.${payload}.${signature}`,
    'its signature cut off': `${encode(header)}.${payload}.`,
    'HS256 under the public key': hmac(pem),
    'HS256 under the public modulus': hmac(String(published.n)),
    'RS384 in its header': `${encode({ ...header, alg: 'RS384' })}.${payload}.${signature}`,
    'PS256 in its header': `${encode({ ...header, alg: 'PS256' })}.${payload}.${signature}`,
    'a key of its own in jwk': signed({ ...header, jwk: stranger.publicKey.export({ format: 'jwk' }) }, claims),
    'a key of its own by jku': signed({ ...header, jku: 'https://evil.test/jwks' }, claims),
    'a key of its own by x5u': signed({ ...header, x5u: 'https://evil.test/cert' }, claims),
    'a key of its own in x5c': signed({ ...header, x5c: ['AAAA'] }, claims),
    'a key of its own under our kid': signed(header, claims),
    'other claims': `${first}.${encode({ ...claims, jti: '0' })}.${signature}`,
    'four parts': `${token}.x`,
    'two parts': token.split('.').slice(0, 2).join('.'),
    'an array for a header': `${encode([])}.${payload}.${signature}`,
    'null for a header': `${encode(null)}.${payload}.${signature}`,
  }
}

/** AS-43: the signature is ours, so only what the header says is wrong. */
function ofOwnKey(token: string, key: KeyObject): Forgeries {
  const header = headerOf(token)
  const claims = claimsOf(token)
  return {
    'our signature and an extension in crit': signed({ ...header, crit: ['exp'] }, claims, key),
    'our signature and nothing in crit': signed({ ...header, crit: [] }, claims, key),
    'our signature and alg none': signed({ ...header, alg: 'none' }, claims, key),
    'our signature and alg rs256': signed({ ...header, alg: 'rs256' }, claims, key),
    'our signature by RS512': signed({ ...header, alg: 'RS512' }, claims, key, 'sha512'),
    'our signature and no alg': signed({ ...header, alg: undefined }, claims, key),
    'our signature and no kid': signed({ ...header, kid: undefined }, claims, key),
  }
}

/** AS-44: a kid is only a name to look up. */
function ofOtherKids(token: string): Forgeries {
  const header = headerOf(token)
  const kids: Record<string, unknown> = {
    'a path': '../../../../dev/null',
    SQL: `' or 1=1 --`,
    'a URL': 'https://evil.test/jwks',
    'a number': 0,
    'an array': [header['kid']],
    'an object': { toString: header['kid'] },
    'a prototype': '__proto__',
    null: null,
    'an empty text': '',
    'a NUL': `${String(header['kid'])}\0`,
    'much text': 'x'.repeat(3_000),
  }
  return Object.fromEntries(
    Object.entries(kids).map(([name, kid]) => [`a kid that is ${name}`, signed({ ...header, kid }, claimsOf(token))]),
  )
}
