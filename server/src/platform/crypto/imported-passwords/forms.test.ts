import { createHash, pbkdf2Sync, scryptSync } from 'node:crypto'
import { hashSync as argon2 } from '@node-rs/argon2'
import { hashSync as bcrypt } from 'bcryptjs'
import { expect, test } from 'vitest'
import { isAmbiguous } from './ambiguous.ts'
import { encodeImported, type HashDescription } from './imported-hash.ts'
import { readHash } from './read-hash.ts'
import { openSlowHasher } from './slow-hasher.ts'
import { verifyImported } from './verify-imported.ts'

const slow = openSlowHasher()
const SALT = Buffer.from('sixteen bytes of')
const digest = (method: string, text: string) => createHash(method).update(text)
const plain = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
const stored = (described: HashDescription) => encodeImported(readHash(described))

function aspnet(prf: number, iterations: number, key: Buffer): string {
  const head = Buffer.alloc(13, 1)
  head.writeUInt32BE(prf, 1)
  head.writeUInt32BE(iterations, 5)
  head.writeUInt32BE(SALT.length, 9)
  return Buffer.concat([head, SALT, key]).toString('base64')
}

const ssha = Buffer.concat([digest('sha1', 'secretsalt').digest(), Buffer.from('salt')]).toString('base64')
const phc = `$scrypt$ln=10,r=8,p=2$${plain(SALT)}$${plain(scryptSync('secret', SALT, 32, { N: 1024, r: 8, p: 2 }))}`
const django = pbkdf2Sync('secret', 'seasalt', 2_000, 32, 'sha256').toString('base64')
const djangoScrypt = scryptSync('secret', 'seasalt', 64, { N: 1024, r: 8, p: 1 }).toString('base64')

test.each<[string, string, HashDescription]>([
  ['argon2id of our own', 'secret', { hash: argon2('secret', { memoryCost: 19_456, timeCost: 2, parallelism: 1 }) }],
  ['argon2i', 'secret', { hash: argon2('secret', { algorithm: 1, memoryCost: 64, timeCost: 3, parallelism: 4 }) }],
  ['argon2 of Django', 'secret', { method: 'argon2', hash: `argon2${argon2('secret', { memoryCost: 64 })}` }],
  ['scrypt as PHC', 'secret', { hash: phc }],
  ['scrypt of Django', 'secret', { hash: `scrypt$1024$seasalt$8$1$${djangoScrypt}` }],
  [
    'passlib, as published with it',
    'password',
    { hash: '$pbkdf2-sha256$6400$0ZrzXitFSGltTQnBWOsdAw$Y11AchqV4b0sUisdZd0Xr97KWoymNE0LNNrnEgY4H9M' },
  ],
  ['Django', 'secret', { hash: `pbkdf2_sha256$2000$seasalt$${django}` }],
  ['bcrypt of Django', 'secret', { hash: `bcrypt$${bcrypt('secret', 4)}` }],
  [
    'bcrypt_sha256 of Django',
    'x'.repeat(100),
    { hash: `bcrypt_sha256$${bcrypt(digest('sha256', 'x'.repeat(100)).digest('hex'), 4)}` },
  ],
  [
    'ASP.NET Identity 3',
    'Pa$$w0rd',
    { method: 'aspnet-identity-v3', hash: aspnet(2, 1_000, pbkdf2Sync('Pa$$w0rd', SALT, 1_000, 32, 'sha512')) },
  ],
  ['Apache, as published with it', 'myPassword', { hash: '$apr1$r31.....$HqJZimcKQFAMYayBlzkrA/' }],
  ['LDAP {SHA}, as published with Apache', 'myPassword', { hash: '{SHA}VBPuJHI7uixaa6LQGWx4s+5GKNE=' }],
  ['LDAP {SSHA}', 'secret', { hash: `{SSHA}${ssha}` }],
  ['SHA-1', 'secret', { method: 'sha1', hash: digest('sha1', 'secret').digest('hex') }],
  ['SHA-512 in base64', 'secret', { method: 'sha512', hash: digest('sha512', 'secret').digest('base64') }],
  ['MD5 in base64', 'secret', { method: 'md5', hash: digest('md5', 'secret').digest('base64') }],
  ['bcrypt whose method nobody named', 'secret', { hash: bcrypt('secret', 4) }],
])('a password hashed by %s is recognised, and no other (U5-3)', async (_what, password, described) => {
  expect(await verifyImported(stored(described), password, slow)).toBe(true)
  expect(await verifyImported(stored(described), `?${password.slice(1)}`, slow)).toBe(false)
})

test.each<[string, HashDescription]>([
  ['memory of argon2', { hash: `$argon2id$v=19$m=1048576,t=1,p=1$${plain(SALT)}$${plain(SALT)}` }],
  ['passes of argon2', { hash: `$argon2id$v=19$m=65536,t=100,p=1$${plain(SALT)}$${plain(SALT)}` }],
  ['lanes of argon2', { hash: `$argon2id$v=19$m=65536,t=1,p=255$${plain(SALT)}$${plain(SALT)}` }],
  ['memory of scrypt', { hash: `$scrypt$ln=20,r=8,p=1$${plain(SALT)}$${plain(SALT)}` }],
  ['lanes of scrypt', { hash: `$scrypt$ln=17,r=8,p=16$${plain(SALT)}$${plain(SALT)}` }],
  ['iterations of passlib', { hash: `$pbkdf2-sha256$2000000$${plain(SALT)}$${plain(SALT)}` }],
  ['iterations of Django', { hash: `pbkdf2_sha256$2000000$seasalt$${django}` }],
  ['iterations of ASP.NET', { method: 'aspnet-identity-v3', hash: aspnet(1, 4_000_000_000, Buffer.alloc(32)) }],
])('more %s than a sign-in may cost is refused (ATO-20)', (_what, described) => {
  expect(() => readHash(described)).toThrow(expect.objectContaining({ code: 'PASSWORD_HASH_TOO_COSTLY' }))
})

test.each<[string, HashDescription]>([
  ['a short hash of argon2', { hash: `$argon2id$v=19$m=64,t=1,p=1$${plain(SALT)}$AAAA` }],
  ['a short hash of scrypt', { hash: `$scrypt$ln=10,r=8,p=1$${plain(SALT)}$AAAA` }],
  ['a short hash of PBKDF2', { hash: `$pbkdf2-sha256$1000$${plain(SALT)}$AAAA` }],
  ['a long salt of LDAP', { hash: `{SSHA}${Buffer.alloc(600).toString('base64')}` }],
  ['ASP.NET whose salt ends behind it', { method: 'aspnet-identity-v3', hash: Buffer.alloc(61, 1).toString('base64') }],
  ['yescrypt', { hash: '$y$j9T$salt$hash' }],
  ['PBKDF2 that names its salt twice', { method: 'pbkdf2', hash: `pbkdf2_sha256$1$s$${django}`, salt: 'AAAA' }],
])('%s is refused (ATO-20)', (_what, described) => {
  expect(() => readHash(described)).toThrow(expect.objectContaining({ code: 'INVALID_PASSWORD_HASH' }))
})

const KEY = 'A'.repeat(43)

test.each([
  ['a salt of argon2 that is too short', `$argon2id$v=19$m=64,t=1,p=1$c2FsdA$${KEY}`],
  ['a salt of argon2 with stray bits', `$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHR$${KEY}`],
  ['a hash of argon2 with stray bits', `$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$${'A'.repeat(42)}B`],
  ['parameters of argon2 with zeros in front', `$argon2id$v=19$m=064,t=1,p=1$c29tZXNhbHQ$${KEY}`],
  ['a cost of scrypt that its r does not allow', `$scrypt$ln=16,r=1,p=1$c29tZXNhbHQ$${KEY}`],
])('ATO-20 %s is refused when it is imported, not at the sign-in', (_name, hash) => {
  expect(() => readHash({ hash })).toThrow(expect.objectContaining({ code: 'INVALID_PASSWORD_HASH' }))
})

test.each<[string, string, HashDescription, boolean]>([
  ['bcrypt and 71 bytes', 'x'.repeat(71), { hash: bcrypt('secret', 4) }, false],
  ['bcrypt and 72 bytes', 'ä'.repeat(36), { hash: bcrypt('secret', 4) }, true],
  ['bcrypt and a zero', 'secret\0secret', { hash: bcrypt('secret', 4) }, true],
  ['bcrypt_sha256 and 72 bytes', 'x'.repeat(72), { hash: `bcrypt_sha256$${bcrypt('secret', 4)}` }, false],
  ['WordPress and a space behind', 'secret ', { hash: `$wp${bcrypt('secret', 4)}` }, true],
])('ATO-34 %s: other texts may be right as well: %#', (_what, password, described, expected) => {
  expect(isAmbiguous(stored(described), password)).toBe(expected)
})
