import {
  invalidHash,
  LIMITS,
  tooCostly,
  type HashDescription,
  type HashingMethod,
  type ImportedHash,
} from './imported-hash.ts'

import {
  bytesOfDigest,
  pbkdf2Of,
  readArgon2,
  readAspnet3,
  readLdap,
  readPbkdf2String,
  readScrypt,
  type DigestMethod,
} from './hash-strings.ts'

type Parameter = Exclude<keyof HashDescription, 'method' | 'hash'>

/** The parameters of each method; any other is refused as a misunderstanding. */
const TAKEN: Readonly<Record<HashingMethod, readonly Parameter[]>> = {
  bcrypt: ['salt', 'saltPosition', 'saltFormat'],
  crypt: ['salt', 'saltPosition', 'saltFormat'],
  wordpress: ['salt', 'saltPosition', 'saltFormat'],
  md5: ['salt', 'saltPosition', 'saltFormat'],
  sha256: ['salt', 'saltPosition', 'saltFormat'],
  pbkdf2: ['salt', 'iterations', 'variant'],
  'firebase-scrypt': ['salt', 'signerKey', 'saltSeparator', 'rounds', 'memCost'],
  'aspnet-identity-v2': [],
  'aspnet-identity-v3': [],
  argon2: [],
  scrypt: [],
  ldap: [],
  sha1: ['salt', 'saltPosition', 'saltFormat'],
  sha512: ['salt', 'saltPosition', 'saltFormat'],
}

/** The beginnings of hashes without a named method. */
const FORMS: readonly (readonly [RegExp, HashingMethod])[] = [
  [/^\$(?:1|5|6|7|y|apr1)\$/, 'crypt'],
  [/^\$(?:P|H|wp)\$/, 'wordpress'],
  [/^\$?argon2/, 'argon2'],
  [/^\$?scrypt\$/, 'scrypt'],
  [/^\$pbkdf2|^pbkdf2_/, 'pbkdf2'],
  [/^\{/, 'ldap'],
]

const DEFAULT_PBKDF2_ITERATIONS = 24_000
const VARIANTS: ReadonlyMap<string, { digest: 'sha256' | 'sha512'; bytes: number }> = new Map([
  ['salted-pbkdf2-hmac-sha256', { digest: 'sha256', bytes: 32 }],
  ['salted-pbkdf2-hmac-sha256-512', { digest: 'sha256', bytes: 64 }],
  ['salted-pbkdf2-hmac-sha512-512', { digest: 'sha512', bytes: 64 }],
])

/**
 * Checks the description of a hash, so that the stored form can be verified, at a cost that a sign-in may have.
 *
 * @throws {InvalidInput} `INVALID_PASSWORD_HASH`, `PASSWORD_HASH_TOO_COSTLY`
 */
export function readHash(described: HashDescription): ImportedHash {
  const { hash } = described
  const method = described.method ?? FORMS.find(([form]) => form.test(hash))?.[1] ?? 'bcrypt'
  const names = PARAMETERS.filter((name) => described[name] !== undefined && !TAKEN[method].includes(name))
  if (names.length > 0) throw invalidHash(`${method} takes no ${names.join(', ')}.`)
  return READERS[method](described)
}

const PARAMETERS = [
  'salt',
  'saltFormat',
  'saltPosition',
  'iterations',
  'variant',
  'signerKey',
  'saltSeparator',
  'rounds',
  'memCost',
] as const satisfies readonly Parameter[]

const READERS: Readonly<Record<HashingMethod, (described: HashDescription) => ImportedHash>> = {
  bcrypt: ({ hash }) => readAnyBcrypt(hash),
  crypt: ({ hash }) => readCrypt(hash),
  wordpress: ({ hash }) => readWordpress(hash),
  md5: (described) => readDigest(described, 'md5'),
  sha1: (described) => readDigest(described, 'sha1'),
  sha256: (described) => readDigest(described, 'sha256'),
  sha512: (described) => readDigest(described, 'sha512'),
  pbkdf2: readPbkdf2,
  'firebase-scrypt': readFirebase,
  'aspnet-identity-v2': readAspnet,
  'aspnet-identity-v3': ({ hash }) => readAspnet3(readBase64(hash, 'hashed_password')),
  argon2: ({ hash }) => readArgon2(hash),
  scrypt: ({ hash }) => readScrypt(hash),
  ldap: ({ hash }) => readLdap(hash),
}

/** Also reads the notation of Django, whose `bcrypt_sha256` hashes the hexadecimal SHA-256 of the password. */
function readAnyBcrypt(hash: string): ImportedHash {
  const [name = '', ...parts] = hash.split('$')
  const rest = parts.join('$')
  if (name === 'bcrypt_sha256') return { method: 'bcrypt-sha256', hash: readBcrypt(rest) }
  return { method: 'bcrypt', hash: readBcrypt(name === 'bcrypt' ? rest : hash) }
}

/** The bytes of 2a, 2b and 2y are the same: the versions name mistakes that implementations no longer make. */
function readBcrypt(hash: string): string {
  const match = /^\$2[aby]\$(\d\d)\$([./A-Za-z0-9]{53})$/.exec(hash)
  if (!match) throw invalidHash('This is not a hash of bcrypt: $2a$, $2b$ or $2y$, a cost, and 53 characters.')
  const cost = Number(match[1])
  if (cost < 4) throw invalidHash('The cost of bcrypt is at least 4.')
  if (cost > LIMITS.bcryptCost) throw tooCostly()
  return `$2a$${String(match[1])}$${String(match[2])}`
}

const CRYPTS = [
  /^\$(?:1|apr1)\$[./A-Za-z0-9]{0,8}\$[./A-Za-z0-9]{22}$/,
  /^\$5\$(?:rounds=(\d{1,9})\$)?[^$\n]{0,16}\$[./A-Za-z0-9]{43}$/,
  /^\$6\$(?:rounds=(\d{1,9})\$)?[^$\n]{0,16}\$[./A-Za-z0-9]{86}$/,
]

function readCrypt(hash: string): ImportedHash {
  if (hash.startsWith('$2')) return { method: 'bcrypt', hash: readBcrypt(hash) }
  if (hash.startsWith('$y$')) throw invalidHash('yescrypt ($y$) is not supported: their owners need a new password.')
  const match = CRYPTS.map((pattern) => pattern.exec(hash)).find((found) => found !== null)
  // Thirteen characters of DES hold eight characters of a password, which is too weak to accept.
  if (!match) throw invalidHash('This is not a hash of crypt in the forms $1$, $apr1$, $2…$, $5$ or $6$.')
  if (Number(match[1] ?? 0) > LIMITS.cryptRounds) throw tooCostly()
  return { method: 'crypt', hash }
}

const PHPASS_DIGITS = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

function readWordpress(hash: string): ImportedHash {
  if (/^[0-9a-f]{32}$/i.test(hash)) return { method: 'md5', hash: hash.toLowerCase(), prefix: '', suffix: '' }
  if (hash.startsWith('$wp$2')) return { method: 'wordpress', hash: `$wp${readBcrypt(hash.slice('$wp'.length))}` }
  if (hash.startsWith('$2')) return { method: 'bcrypt', hash: readBcrypt(hash) }
  if (!/^\$[PH]\$[./A-Za-z0-9]{31}$/.test(hash)) throw invalidHash('This is not a hash of WordPress: $P$, $H$ or $wp$.')
  const log2 = PHPASS_DIGITS.indexOf(hash.charAt(3))
  if (log2 > LIMITS.wordpressLog2) throw tooCostly()
  return { method: 'wordpress', hash }
}

function readDigest(
  { hash, salt = '', saltFormat = 'string', saltPosition = 'prefix' }: HashDescription,
  method: DigestMethod,
): ImportedHash {
  const length = bytesOfDigest(method)
  const bytes = Buffer.from(hash, /^[0-9a-f]+$/i.test(hash) && hash.length === length * 2 ? 'hex' : 'base64')
  if (bytes.length !== length || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(hash)) {
    throw invalidHash(`A hash of ${method} has ${String(length)} bytes, in hexadecimal digits or base64.`)
  }
  if (saltFormat === 'hex' && !/^([0-9a-f]{2})*$/i.test(salt)) throw invalidHash('The salt is not hexadecimal.')
  const salted = Buffer.from(salt, saltFormat === 'hex' ? 'hex' : 'utf8').toString('base64')
  const [prefix, suffix] = saltPosition === 'prefix' ? [salted, ''] : ['', salted]
  return { method, hash: bytes.toString('hex'), prefix, suffix }
}

function readPbkdf2({ hash, salt, variant, iterations }: HashDescription): ImportedHash {
  if (/^\$pbkdf2|^pbkdf2_/.test(hash)) {
    if ((salt ?? variant ?? iterations) === undefined) return readPbkdf2String(hash)
    throw invalidHash('This hash of pbkdf2 names its salt and its iterations itself.')
  }
  const known = VARIANTS.get(variant ?? '')
  if (!known) throw invalidHash(`pbkdf2 needs a variant: ${[...VARIANTS.keys()].join(', ')}.`)
  const key = readBase64(hash, 'hashed_password')
  if (key.length !== known.bytes) throw invalidHash(`A hash of this variant has ${String(known.bytes)} bytes.`)
  const parameters = { digest: known.digest, iterations: iterations ?? DEFAULT_PBKDF2_ITERATIONS }
  return pbkdf2Of(parameters, readBase64(salt, 'salt'), key)
}

const LEAST_SIGNER_BYTES = 32

function readFirebase({ hash, salt, signerKey, saltSeparator, rounds, memCost }: HashDescription): ImportedHash {
  if (rounds === undefined || memCost === undefined) throw invalidHash('firebase-scrypt needs rounds and mem_cost.')
  if (rounds < 1 || rounds > 16 || memCost < 1 || memCost > 20) {
    throw invalidHash('rounds is 1 to 16 and mem_cost 1 to 20.')
  }
  const cost = 2 ** memCost
  if (128 * cost * rounds > LIMITS.scryptBytes) throw tooCostly()
  const encrypted = readBase64(hash, 'hashed_password')
  const signer = readBase64(signerKey, 'signer_key')
  if (encrypted.length !== signer.length) throw invalidHash('The hash is as long as the signer key.')
  // The stored value is as long as the signer key. With an empty key every password would match; with a very short one,
  // many would.
  if (signer.length < LEAST_SIGNER_BYTES) throw invalidHash('The signer key has 32 bytes or more.')
  // The hash is the signer key under a stream that the password makes. Only the stream is stored, so that the key,
  // which is a secret of the whole project, is stored nowhere.
  const stream = encrypted.map((byte, at) => byte ^ (signer[at] ?? 0))
  const salted = Buffer.concat([readBase64(salt, 'salt'), readBase64(saltSeparator, 'salt_separator')])
  return {
    method: 'scrypt',
    hash: Buffer.from(stream).toString('base64'),
    salt: salted.toString('base64'),
    cost,
    blocks: rounds,
  }
}

/** The bytes are a zero, 16 of salt, and 32 of PBKDF2 with HMAC-SHA-1 and 1,000 iterations. */
function readAspnet({ hash }: HashDescription): ImportedHash {
  const bytes = readBase64(hash, 'hashed_password')
  if (bytes.length !== 49 || bytes[0] !== 0) {
    throw invalidHash('This is not a hash of ASP.NET Identity 2: 49 bytes in base64, the first a zero.')
  }
  return {
    method: 'pbkdf2',
    hash: bytes.subarray(17).toString('base64'),
    salt: bytes.subarray(1, 17).toString('base64'),
    digest: 'sha1',
    iterations: 1_000,
  }
}

function readBase64(text: string | undefined, name: string): Buffer {
  if (text === undefined || text === '' || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) {
    throw invalidHash(`${name} must be base64.`)
  }
  return Buffer.from(text, 'base64')
}
