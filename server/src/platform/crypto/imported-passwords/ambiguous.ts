import { decodeImported, isImported } from './imported-hash.ts'

const MOST_BCRYPT_BYTES = 72

/**
 * Whether other texts than this one are right by the same hash, so that a new hash of it could lock its owner out: bcrypt
 * looks at 72 bytes and repeats what is shorter with a zero behind it, and WordPress trims.
 */
export function isAmbiguous(stored: string, password: string): boolean {
  if (!isImported(stored)) return false
  const { method, hash } = decodeImported(stored)
  if (method === 'bcrypt') return Buffer.byteLength(password) >= MOST_BCRYPT_BYTES || password.includes('\0')
  return method === 'wordpress' && hash.startsWith('$wp') && trimmedByPhp(password) !== password
}

/** What `trim` of PHP takes away, which is less than ours does. */
export function trimmedByPhp(text: string): string {
  return text.replaceAll(/^[ \t\n\r\0\v]+|[ \t\n\r\0\v]+$/g, '')
}
