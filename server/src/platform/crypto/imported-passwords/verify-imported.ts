import { createCipheriv, scrypt, timingSafeEqual } from 'node:crypto'
import { verify } from '@node-rs/argon2'
import { decodeImported, LIMITS } from './imported-hash.ts'
import type { SlowHasher } from './slow-hasher.ts'
import { splitHash } from './split-hash.ts'
import { deriveDigest } from './derive-digest.ts'

/** Whether it is the password that was hashed elsewhere. Nothing of it runs long on the main thread. */
export async function verifyImported(stored: string, password: string, slow: SlowHasher): Promise<boolean> {
  const imported = decodeImported(stored)
  const split = splitHash(imported)
  if (split) return isSame(await deriveDigest(split.settings, password, slow), split.digest)
  switch (imported.method) {
    case 'bcrypt':
    case 'bcrypt-sha256':
    case 'wordpress':
      return isSame(await slow({ method: imported.method, hash: imported.hash, password }), imported.hash)
    case 'argon2':
      return verify(imported.hash, password)
    case 'scrypt': {
      const expected = bytesOf(imported.hash)
      const key = await deriveByScrypt(password, bytesOf(imported.salt), { ...imported, lanes: 1, length: 32 })
      const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16))
      return timingSafeEqual(cipher.update(Buffer.alloc(expected.length)), expected)
    }
    case 'scrypt-key': {
      const expected = bytesOf(imported.hash)
      const parameters = { ...imported, length: expected.length }
      return timingSafeEqual(await deriveByScrypt(password, bytesOf(imported.salt), parameters), expected)
    }
    case 'crypt':
    case 'pbkdf2':
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'sha512':
      throw new Error(`a hash of ${imported.method} that was not taken apart`)
  }
}

function isSame(made: string | undefined, hash: string): boolean {
  return made?.length === hash.length && timingSafeEqual(Buffer.from(made), Buffer.from(hash))
}

function deriveByScrypt(
  password: string,
  salt: Buffer,
  parameters: { readonly cost: number; readonly blocks: number; readonly lanes: number; readonly length: number },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const { cost, blocks, lanes, length } = parameters
    const options = { N: cost, r: blocks, p: lanes, maxmem: LIMITS.scryptBytes + 1024 * 1024 }
    scrypt(password, salt, length, options, (error, key) => {
      if (error) reject(error)
      else resolve(key)
    })
  })
}

function bytesOf(base64: string): Buffer {
  return Buffer.from(base64, 'base64')
}
