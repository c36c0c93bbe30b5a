/**
 * Hashes that name their method and its parameters themselves: PHC strings and those of passlib, Django and LDAP. Every
 * parameter has a ceiling (ATO-20).
 */
import { invalidHash, LIMITS, tooCostly, type ImportedHash } from './imported-hash.ts'

const DIGESTS = {
  md5: { bytes: 16 },
  sha1: { bytes: 20 },
  sha256: { bytes: 32 },
  sha512: { bytes: 64 },
} as const
export type DigestMethod = keyof typeof DIGESTS

export function bytesOfDigest(method: DigestMethod): number {
  return DIGESTS[method].bytes
}

/** The least and most bytes of a salt and of a hash; a shorter hash would be right for too many passwords. */
const SALT_BYTES = [4, 256] as const
const HASH_BYTES = [16, 64] as const
/** RFC 9106 section 3.1; the library throws at a shorter one. */
const ARGON2_SALT_BYTES = [8, 256] as const

/** `$argon2id$v=19$m=65536,t=3,p=4$salt$hash`, and as Django writes it with `argon2` in front. */
export function readArgon2(text: string): ImportedHash {
  const hash = text.startsWith('argon2$') ? text.slice('argon2'.length) : text
  const match =
    /^\$argon2(?:id|i|d)\$v=19\$m=([1-9]\d{0,8}),t=([1-9]\d{0,8}),p=([1-9]\d{0,8})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(
      hash,
    )
  if (!match) throw invalidHash('This is not a hash of argon2: $argon2id$v=19$m=…,t=…,p=…$salt$hash.')
  const [, memory = 0, passes = 0, lanes = 0] = match.map(Number)
  if (passes < 1 || lanes < 1 || memory < 8 * lanes) throw invalidHash('m is at least 8 p, and t and p at least 1.')
  if (memory > LIMITS.argon2Memory || memory * passes > LIMITS.argon2Work || lanes > LIMITS.lanes) throw tooCostly()
  checkLength('salt', fromStrictBase64(match[4]), ARGON2_SALT_BYTES)
  checkLength('hash', fromStrictBase64(match[5]), HASH_BYTES)
  return { method: 'argon2', hash }
}

/** `$scrypt$ln=15,r=8,p=1$salt$hash` (PHC, passlib), and Django's `scrypt$32768$salt$8$1$hash`. */
export function readScrypt(text: string): ImportedHash {
  const phc = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]+=*)\$([A-Za-z0-9+/]+=*)$/.exec(text)
  if (phc) {
    const [, log2, blocks, lanes] = phc.map(Number)
    return scryptOf({ cost: 2 ** Number(log2), blocks, lanes }, fromBase64(phc[4]), fromBase64(phc[5]))
  }
  const django = /^scrypt\$(\d{1,9})\$([^$]+)\$(\d{1,3})\$(\d{1,3})\$([A-Za-z0-9+/]+=*)$/.exec(text)
  if (!django) throw invalidHash('This is not a hash of scrypt: $scrypt$ln=…,r=…,p=…$salt$hash.')
  const parameters = { cost: Number(django[1]), blocks: Number(django[3]), lanes: Number(django[4]) }
  return scryptOf(parameters, Buffer.from(django[2] ?? ''), fromBase64(django[5]))
}

interface ScryptParameters {
  readonly cost: number
  readonly blocks: number | undefined
  readonly lanes: number | undefined
}

function scryptOf({ cost, blocks = 0, lanes = 0 }: ScryptParameters, salt: Buffer, hash: Buffer): ImportedHash {
  if (blocks < 1 || lanes < 1 || cost < 2 || !Number.isInteger(Math.log2(cost))) {
    throw invalidHash('The cost of scrypt is a power of two, and r and p are at least 1.')
  }
  // RFC 7914 section 2.
  if (Math.log2(cost) >= 16 * blocks) throw invalidHash('The cost of scrypt is less than 2 to the power of 16 r.')
  const bytes = 128 * cost * blocks
  if (bytes > LIMITS.scryptBytes || bytes * lanes > LIMITS.scryptWork || lanes > LIMITS.lanes) throw tooCostly()
  checkLength('salt', salt, SALT_BYTES)
  checkLength('hash', hash, HASH_BYTES)
  const [saltText, hashText] = [salt.toString('base64'), hash.toString('base64')]
  return { method: 'scrypt-key', hash: hashText, salt: saltText, cost, blocks, lanes }
}

const PASSLIB_PBKDF2 =
  /^\$pbkdf2(?:-(sha1|sha256|sha512))?\$(?:i=)?(\d{1,9})(?:,l=\d{1,3})?\$([A-Za-z0-9+./]+)\$([A-Za-z0-9+./]+)$/
const DJANGO_PBKDF2 = /^pbkdf2_(sha1|sha256)\$(\d{1,9})\$([^$]+)\$([A-Za-z0-9+/]+=*)$/

/** `$pbkdf2-sha256$29000$salt$hash` (passlib, PHC), and Django's `pbkdf2_sha256$600000$salt$hash`. */
export function readPbkdf2String(text: string): ImportedHash {
  const passlib = PASSLIB_PBKDF2.exec(text)
  // passlib writes a dot where base64 has a plus.
  const parts = passlib
    ? { match: passlib, salt: fromBase64(passlib[3]?.replaceAll('.', '+')), key: passlib[4]?.replaceAll('.', '+') }
    : partsOfDjango(text)
  const [, digest = 'sha1', iterations] = parts.match
  if (digest !== 'sha1' && digest !== 'sha256' && digest !== 'sha512') throw invalidHash('PBKDF2 with this is unknown.')
  return pbkdf2Of({ digest, iterations: Number(iterations) }, parts.salt, fromBase64(parts.key))
}

function partsOfDjango(text: string) {
  const match = DJANGO_PBKDF2.exec(text)
  if (!match) throw invalidHash('This is not a hash of PBKDF2: $pbkdf2-sha256$…, or pbkdf2_sha256$….')
  return { match, salt: Buffer.from(match[3] ?? ''), key: match[4] }
}

interface Pbkdf2Parameters {
  readonly digest: 'sha1' | 'sha256' | 'sha512'
  readonly iterations: number
}

/** Checks what every form of PBKDF2 has. */
export function pbkdf2Of({ digest, iterations }: Pbkdf2Parameters, salt: Buffer, key: Buffer): ImportedHash {
  if (iterations < 1) throw invalidHash('There is at least one iteration.')
  // Each digest's worth of key takes all iterations.
  const blocks = Math.ceil(key.length / bytesOfDigest(digest))
  if (iterations > LIMITS.pbkdf2Iterations || iterations * blocks > LIMITS.pbkdf2Work) throw tooCostly()
  checkLength('hash', key, HASH_BYTES)
  if (salt.length > SALT_BYTES[1]) throw invalidHash(`The salt has at most ${String(SALT_BYTES[1])} bytes.`)
  return { method: 'pbkdf2', hash: key.toString('base64'), salt: salt.toString('base64'), digest, iterations }
}

const PRFS = ['sha1', 'sha256', 'sha512'] as const

/** A one, then the pseudo-random function, the iterations and the length of the salt, each in four bytes, salt, hash. */
export function readAspnet3(bytes: Buffer): ImportedHash {
  if (bytes.length < 13 || bytes[0] !== 1) {
    throw invalidHash('This is not a hash of ASP.NET Identity 3: base64 whose first byte is a one.')
  }
  const digest = PRFS[bytes.readUInt32BE(1)]
  const saltBytes = bytes.readUInt32BE(9)
  if (!digest || saltBytes > bytes.length - 13) throw invalidHash('This hash of ASP.NET Identity 3 is damaged.')
  const salt = bytes.subarray(13, 13 + saltBytes)
  checkLength('salt', salt, SALT_BYTES)
  return pbkdf2Of({ digest, iterations: bytes.readUInt32BE(5) }, salt, bytes.subarray(13 + saltBytes))
}

const LDAP: Readonly<Record<string, { readonly method: DigestMethod; readonly isSalted: boolean }>> = {
  MD5: { method: 'md5', isSalted: false },
  SMD5: { method: 'md5', isSalted: true },
  SHA: { method: 'sha1', isSalted: false },
  SSHA: { method: 'sha1', isSalted: true },
  SHA256: { method: 'sha256', isSalted: false },
  SSHA256: { method: 'sha256', isSalted: true },
  SHA512: { method: 'sha512', isSalted: false },
  SSHA512: { method: 'sha512', isSalted: true },
}

/** `{SSHA}base64`: the digest of password and salt, then the salt (RFC 2307 and what servers have beside). */
export function readLdap(text: string): ImportedHash {
  const match = /^\{([A-Za-z0-9]+)\}([A-Za-z0-9+/]+={0,2})$/.exec(text)
  const kind = LDAP[match?.[1]?.toUpperCase() ?? '']
  if (!match || !kind) throw invalidHash(`This is not a hash of LDAP: {${Object.keys(LDAP).join('}, {')}} and base64.`)
  const bytes = fromBase64(match[2])
  const length = bytesOfDigest(kind.method)
  const salt = bytes.subarray(length)
  if (bytes.length < length || kind.isSalted !== salt.length > 0 || salt.length > SALT_BYTES[1]) {
    throw invalidHash(`A hash of this kind has ${String(length)} bytes${kind.isSalted ? ' and a salt behind' : ''}.`)
  }
  const hash = bytes.subarray(0, length).toString('hex')
  return { method: kind.method, hash, prefix: '', suffix: salt.toString('base64') }
}

function checkLength(name: string, bytes: Buffer, [least, most]: readonly [number, number]): void {
  if (bytes.length >= least && bytes.length <= most) return
  throw invalidHash(`The ${name} has ${String(least)} to ${String(most)} bytes.`)
}

function fromBase64(text = ''): Buffer {
  return Buffer.from(text, 'base64')
}

/** Reads base64 as the argon2 library does, which takes one spelling only. At a sign-in a refusal would be too late. */
function fromStrictBase64(text = ''): Buffer {
  const bytes = fromBase64(text)
  if (bytes.toString('base64').replace(/=+$/, '') === text) return bytes
  throw invalidHash('The salt or the hash is not base64 as the PHC format has it.')
}
