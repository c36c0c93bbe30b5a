import { createCipheriv, createHash, pbkdf2, scrypt, timingSafeEqual } from 'node:crypto'
import { verify } from '@node-rs/argon2'
import { promisify } from 'node:util'
import { decodeImported, LIMITS } from './imported-hash.ts'
import type { SlowVerifier } from './slow-verifier.ts'

const deriveByPbkdf2 = promisify(pbkdf2)

/** Whether it is the password that was hashed elsewhere. Nothing of it runs long on the main thread. */
export async function verifyImported(stored: string, password: string, slow: SlowVerifier): Promise<boolean> {
  const imported = decodeImported(stored)
  switch (imported.method) {
    case 'bcrypt':
    case 'bcrypt-sha256':
    case 'crypt':
    case 'wordpress':
      return slow({ method: imported.method, hash: imported.hash, password })
    case 'argon2':
      return verify(imported.hash, password)
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'sha512': {
      const { method, hash, prefix, suffix } = imported
      const salted = Buffer.concat([bytesOf(prefix), Buffer.from(password), bytesOf(suffix)])
      return timingSafeEqual(createHash(method).update(salted).digest(), Buffer.from(hash, 'hex'))
    }
    case 'pbkdf2': {
      const { hash, salt, digest, iterations } = imported
      const expected = bytesOf(hash)
      const key = await deriveByPbkdf2(password, bytesOf(salt), iterations, expected.length, digest)
      return timingSafeEqual(key, expected)
    }
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
  }
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
