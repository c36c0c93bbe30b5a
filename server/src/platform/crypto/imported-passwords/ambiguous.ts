import { decodeImported, isImported } from './imported-hash.ts'

const MOST_BCRYPT_BYTES = 72

/**
 * Returns whether other texts have the same hash, so that a new hash of this text could lock its owner out: bcrypt uses
 * 72 bytes and repeats shorter input with a zero behind it, and WordPress trims.
 */
export function isAmbiguous(stored: string, password: string): boolean {
  if (!isImported(stored)) return false
  const { method, hash } = decodeImported(stored)
  if (method === 'bcrypt') return Buffer.byteLength(password) >= MOST_BCRYPT_BYTES || password.includes('\0')
  return method === 'wordpress' && hash.startsWith('$wp') && trimmedByPhp(password) !== password
}

/** Trims like PHP, which removes fewer characters than JavaScript. */
export function trimmedByPhp(text: string): string {
  return text.replaceAll(/^[ \t\n\r\0\v]+|[ \t\n\r\0\v]+$/g, '')
}
