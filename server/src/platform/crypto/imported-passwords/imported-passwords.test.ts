import { createCipheriv, createHash, createHmac, pbkdf2Sync, scryptSync } from 'node:crypto'
import { hashSync } from 'bcryptjs'
import { expect, test } from 'vitest'
import { decodeImported, encodeImported, type HashDescription } from './imported-hash.ts'
import { readHash } from './read-hash.ts'
import { openSlowHasher } from './slow-hasher.ts'
import { verifyImported } from './verify-imported.ts'

const slow = openSlowHasher()
const X = (length: number) => 'x'.repeat(length)
const hex = (method: string, text: string) => createHash(method).update(text).digest('hex')
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const FIREBASE = {
  signerKey: 'jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==',
  saltSeparator: 'Bw==',
  rounds: 8,
  memCost: 14,
}

const verify = (described: HashDescription, password: string) =>
  verifyImported(encodeImported(readHash(described)), password, slow)

const wordpress = '$wp' + hashSync(createHmac('sha384', 'wp-sha384').update(X(100)).digest('base64'), 4)
const aspnet = Buffer.concat([
  Buffer.alloc(1),
  Buffer.alloc(16, 7),
  pbkdf2Sync('Pa$$w0rd', Buffer.alloc(16, 7), 1_000, 32, 'sha1'),
])

test.each<[string, string, HashDescription]>([
  ['bcrypt', 'correct horse', { method: 'bcrypt', hash: hashSync('correct horse', 4) }],
  ['bcrypt of 2y', 'correct horse', { method: 'bcrypt', hash: hashSync('correct horse', 4).replace('$2b', '$2y') }],
  [
    'bcrypt, as published with it',
    'U*U',
    { method: 'bcrypt', hash: '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW' },
  ],
  ['crypt of bcrypt', 'correct horse', { method: 'crypt', hash: hashSync('correct horse', 4) }],
  ['crypt $1$', 'Hello world!', { method: 'crypt', hash: '$1$saltstri$YMyguxXMBpd2TEZ.vS/3q1' }],
  ['crypt $1$ of 17 characters', X(17), { method: 'crypt', hash: '$1$ab$S5Xv7CkuFJMGc8C6OmsTo.' }],
  ['crypt $5$', 'Hello world!', { method: 'crypt', hash: '$5$saltstri$AcFF27v62S0zwgTU0yv0eKFexEp411.69eNIGyiG0L5' }],
  ['crypt $5$ of 65 characters', X(65), { method: 'crypt', hash: '$5$ab$KO4r44Mm.VMOLtfj/H6QfOXOl/CTg7.r7vC8tu0Y7w2' }],
  [
    'crypt $6$ with rounds, as published with it',
    'Hello world!',
    {
      method: 'crypt',
      hash: '$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.',
    },
  ],
  [
    'crypt $6$ of 64 characters',
    X(64),
    {
      method: 'crypt',
      hash: '$6$abcdefghijklmnop$HllZQEL3y/1eVnXmyWIVQOduC5KVxWvlySsZtD4PMLSK7UcBe.gu/jam1u25YUvnJf.I5PHFJpToI3cwZx.m/.',
    },
  ],
  ['md5', 'secret', { method: 'md5', hash: hex('md5', 'secret') }],
  ['md5 in capitals', 'secret', { method: 'md5', hash: hex('md5', 'secret').toUpperCase() }],
  ['md5 after a salt', 'secret', { method: 'md5', hash: hex('md5', 'NaClsecret'), salt: 'NaCl' }],
  [
    'sha256 before a salt',
    'secret',
    { method: 'sha256', hash: hex('sha256', 'secretNaCl'), salt: 'NaCl', saltPosition: 'suffix' },
  ],
  [
    'sha256 with a salt in hex',
    'secret',
    { method: 'sha256', hash: hex('sha256', 'NaClsecret'), salt: '4e61436c', saltFormat: 'hex' },
  ],
  [
    'WordPress until 6.8, as published with it',
    'test12345',
    { method: 'wordpress', hash: '$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0' },
  ],
  ['WordPress since 6.8', X(100), { method: 'wordpress', hash: wordpress }],
  ['WordPress of old', 'secret', { method: 'wordpress', hash: hex('md5', 'secret') }],
  ...(
    [
      ['salted-pbkdf2-hmac-sha256', 32, 'sha256'],
      ['salted-pbkdf2-hmac-sha256-512', 64, 'sha256'],
      ['salted-pbkdf2-hmac-sha512-512', 64, 'sha512'],
    ] as const
  ).map(([variant, bytes, digest]): [string, string, HashDescription] => [
    variant,
    'secret',
    {
      method: 'pbkdf2',
      variant,
      salt: base64(Buffer.from('salt')),
      hash: base64(pbkdf2Sync('secret', 'salt', 24_000, bytes, digest)),
    },
  ]),
  [
    'Firebase, as published with it',
    'user1password',
    {
      method: 'firebase-scrypt',
      hash: 'lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
      salt: '42xEC+ixf3L2lw==',
      ...FIREBASE,
    },
  ],
  ['ASP.NET Identity 2', 'Pa$$w0rd', { method: 'aspnet-identity-v2', hash: base64(aspnet) }],
])('a password hashed by %s is recognised, and no other (U5-3)', async (_what, password, described) => {
  expect(await verify(described, password)).toBe(true)
  expect(await verify(described, `${password.slice(0, -1)}?`)).toBe(false)
})

test('the signer key of a Firebase project is not kept', () => {
  const described = { method: 'firebase-scrypt', hash: base64(Buffer.alloc(64, 1)), salt: 'AAAA', ...FIREBASE } as const
  const key = scryptSync('p', Buffer.alloc(4), 32)
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(64))
  const written = encodeImported(readHash(described))
  expect(written).not.toContain(FIREBASE.signerKey)
  expect(stream).toHaveLength(Buffer.from(String(JSON.parse(written.slice(9)).hash), 'base64').length)
})

test('bcrypt is kept in one spelling', () => {
  const hash = hashSync('p', 4).replace('$2b', '$2y')
  expect(decodeImported(encodeImported(readHash({ method: 'bcrypt', hash })))).toEqual({
    method: 'bcrypt',
    hash: hash.replace('$2y', '$2a'),
  })
})

const B64 = base64(Buffer.alloc(32))
test.each<[string, HashDescription]>([
  ['a password in clear as bcrypt', { method: 'bcrypt', hash: 'secret' }],
  ['bcrypt of 2x', { method: 'bcrypt', hash: hashSync('p', 4).replace('$2b', '$2x') }],
  ['crypt of DES', { method: 'crypt', hash: 'rl0uE0jzVYrmU' }],
  ['crypt of an unknown kind', { method: 'crypt', hash: '$7$abc$def' }],
  ['a short md5', { method: 'md5', hash: 'abcdef' }],
  ['a salt that is not hex', { method: 'md5', hash: hex('md5', 'a'), salt: 'xyz', saltFormat: 'hex' }],
  ['pbkdf2 without variant', { method: 'pbkdf2', hash: B64, salt: B64 }],
  ['pbkdf2 of another length', { method: 'pbkdf2', hash: B64, salt: B64, variant: 'salted-pbkdf2-hmac-sha512-512' }],
  ['pbkdf2 without salt', { method: 'pbkdf2', hash: B64, variant: 'salted-pbkdf2-hmac-sha256' }],
  [
    'pbkdf2 of no iterations',
    { method: 'pbkdf2', hash: B64, salt: B64, variant: 'salted-pbkdf2-hmac-sha256', iterations: 0 },
  ],
  ['Firebase without rounds', { method: 'firebase-scrypt', hash: B64, salt: B64, signerKey: B64, saltSeparator: B64 }],
  ['Firebase of 17 rounds', { method: 'firebase-scrypt', hash: B64, salt: B64, ...FIREBASE, rounds: 17 }],
  ['Firebase with iterations', { method: 'firebase-scrypt', hash: B64, salt: B64, ...FIREBASE, iterations: 1 }],
  [
    'Firebase of no bytes',
    { method: 'firebase-scrypt', hash: 'A', salt: B64, ...FIREBASE, signerKey: 'A', saltSeparator: 'A' },
  ],
  ['Firebase of one byte', { method: 'firebase-scrypt', hash: 'AA', salt: B64, ...FIREBASE, signerKey: 'AA' }],
  ['ASP.NET Identity 3', { method: 'aspnet-identity-v2', hash: base64(Buffer.alloc(61, 1)) }],
  ['ASP.NET Identity with a salt', { method: 'aspnet-identity-v2', hash: base64(aspnet), salt: 'a' }],
  ['bcrypt with a signer key', { method: 'bcrypt', hash: hashSync('p', 4), signerKey: B64 }],
])('%s is refused', (_what, described) => {
  expect(() => readHash(described)).toThrow(expect.objectContaining({ code: 'INVALID_PASSWORD_HASH' }))
})

test.each<[string, HashDescription]>([
  ['bcrypt', { method: 'bcrypt', hash: `$2b$15$${X(53)}` }],
  ['bcrypt in WordPress', { method: 'wordpress', hash: `$wp$2y$31$${X(53)}` }],
  ['crypt', { method: 'crypt', hash: `$6$rounds=200001$a$${X(86)}` }],
  ['WordPress', { method: 'wordpress', hash: `$P$${'F'}${X(30)}` }],
  ['pbkdf2', { method: 'pbkdf2', hash: B64, salt: B64, variant: 'salted-pbkdf2-hmac-sha256', iterations: 1_000_001 }],
  ['Firebase', { method: 'firebase-scrypt', hash: B64, salt: B64, ...FIREBASE, signerKey: B64, memCost: 20 }],
])('a hash by %s that would cost too much is refused (ATO-20)', (_what, described) => {
  expect(() => readHash(described)).toThrow(expect.objectContaining({ code: 'PASSWORD_HASH_TOO_COSTLY' }))
})
