import { createHash, pbkdf2Sync } from 'node:crypto'
import { hashSync } from 'bcryptjs'
import { expect, test } from 'vitest'
import { encodeImported, isFast, readHash, type HashDescription } from './imported-passwords/index.ts'
import { passwordGate } from './passwords.ts'

const passwords = passwordGate({ processes: 1, isCommon: () => false })
const hex = (method: string, text: string) => createHash(method).update(text).digest('hex')
const SALT = Buffer.alloc(16, 7)
const pbkdf2 = (iterations: number) => pbkdf2Sync('secret', SALT, iterations, 64, 'sha256').toString('base64')
const variant = { salt: SALT.toString('base64'), variant: 'salted-pbkdf2-hmac-sha256-512' }
const aspnet = Buffer.concat([Buffer.alloc(1), SALT, pbkdf2Sync('secret', SALT, 1_000, 32, 'sha1')])
const ssha = createHash('sha1').update('secretsalt').digest()

test.each<[string, string, HashDescription]>([
  ['md5', 'secret', { method: 'md5', hash: hex('md5', 'secret') }],
  ['sha1', 'secret', { method: 'sha1', hash: hex('sha1', 'secret') }],
  ['sha256 after a salt', 'secret', { method: 'sha256', hash: hex('sha256', 'NaClsecret'), salt: 'NaCl' }],
  ['sha512', 'secret', { method: 'sha512', hash: hex('sha512', 'secret') }],
  ['LDAP', 'secret', { hash: `{SSHA}${Buffer.concat([ssha, Buffer.from('salt')]).toString('base64')}` }],
  ['crypt $1$', 'Hello world!', { hash: '$1$saltstri$YMyguxXMBpd2TEZ.vS/3q1' }],
  ['crypt $apr1$', 'myPassword', { hash: '$apr1$r31.....$HqJZimcKQFAMYayBlzkrA/' }],
  ['crypt $5$', 'Hello world!', { hash: '$5$saltstri$AcFF27v62S0zwgTU0yv0eKFexEp411.69eNIGyiG0L5' }],
  [
    'crypt $6$ with rounds',
    'Hello world!',
    {
      hash: '$6$rounds=10000$saltstringsaltst$OW1/O6BYHV6BcXZu8QVeXbDWra3Oeqh0sbHbbMCVNSnCM/UrjmM0Dp8vOuZeHBy/YTBmSK6H9qs/y3RnOaw5v.',
    },
  ],
  ['phpass', 'test12345', { hash: '$P$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0' }],
  ['PBKDF2', 'secret', { method: 'pbkdf2', hash: pbkdf2(24_000), ...variant }],
  ['ASP.NET Identity 2', 'secret', { method: 'aspnet-identity-v2', hash: aspnet.toString('base64') }],
])('a wrapped hash of %s knows its password and no other, and holds no digest', async (_kind, password, said) => {
  const imported = encodeImported(readHash(said))
  expect(isFast(imported)).toBe(true)
  const wrapped = await passwords.wrap(imported)
  const { hash: digest } = readHash(said)
  expect(wrapped).not.toContain(digest.slice(-16))
  expect(await passwords.verify(wrapped, password)).toBe(true)
  expect(await passwords.verify(wrapped, `${password}.`)).toBe(false)
  expect(await passwords.verify(wrapped, digest)).toBe(false)
})

test.each<[string, HashDescription]>([
  ['bcrypt', { hash: hashSync('secret', 4) }],
  ['PBKDF2 of many rounds', { method: 'pbkdf2', hash: pbkdf2(1), iterations: 100_000, ...variant }],
  ['crypt of many rounds', { hash: `$6$rounds=100000$ab$${'x'.repeat(86)}` }],
])('a hash of %s is slow by itself and is not wrapped', (_kind, said) => {
  expect(isFast(encodeImported(readHash(said)))).toBe(false)
})
