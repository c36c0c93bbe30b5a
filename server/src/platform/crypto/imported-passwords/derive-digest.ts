import { createHash, pbkdf2 } from 'crypto'
import { promisify } from 'util'
import { bytesOf } from './split-hash.ts'
import type { SlowHasher } from './slow-hasher.ts'
import type { HashSettings } from './imported-hash.ts'

const deriveByPbkdf2 = promisify(pbkdf2)
/** Makes the digest that the password has with these settings; undefined where it is longer than the method takes one. */
export async function deriveDigest(
  settings: HashSettings,
  password: string,
  slow: SlowHasher,
): Promise<string | undefined> {
  switch (settings.method) {
    case 'crypt':
      return slow({ method: 'crypt', hash: settings.start, password })
    case 'phpass':
      return slow({ method: 'wordpress', hash: settings.start, password })
    case 'pbkdf2': {
      const { salt, digest, iterations, bytes } = settings
      return (await deriveByPbkdf2(password, bytesOf(salt), iterations, bytes, digest)).toString('base64')
    }
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'sha512': {
      const { method, prefix, suffix } = settings
      const salted = Buffer.concat([bytesOf(prefix), Buffer.from(password), bytesOf(suffix)])
      return createHash(method).update(salted).digest('hex')
    }
  }
}
