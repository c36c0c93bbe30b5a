import { roundsOf } from './cost.ts'
import { decodeImported, isImported, type HashSettings, type ImportedHash } from './imported-hash.ts'

interface SplitHash {
  readonly settings: HashSettings
  readonly digest: string
}

/** Method, log2 of the rounds, and eight characters of salt. */
const PHPASS_START = 12

/** Takes a hash apart that is made of MD5 or SHA alone; undefined for those of other kinds. */
export function splitHash(imported: ImportedHash): SplitHash | undefined {
  const { hash: digest } = imported
  switch (imported.method) {
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'sha512': {
      const { method, prefix, suffix } = imported
      return { settings: { method, prefix, suffix }, digest }
    }
    case 'pbkdf2': {
      const { method, salt, digest: inner, iterations } = imported
      return { settings: { method, salt, digest: inner, iterations, bytes: bytesOf(digest).length }, digest }
    }
    case 'crypt':
      return { settings: { method: 'crypt', start: digest.slice(0, digest.lastIndexOf('$') + 1) }, digest }
    case 'wordpress':
      if (digest.startsWith('$wp')) return undefined
      return { settings: { method: 'phpass', start: digest.slice(0, PHPASS_START) }, digest }
    case 'bcrypt':
    case 'bcrypt-sha256':
    case 'argon2':
    case 'scrypt':
    case 'scrypt-key':
      return undefined
  }
}

/** With so many rounds of MD5 or SHA a guess costs an attacker about what one of argon2id does. */
const FAST_BELOW_ROUNDS = 100_000

/** Whether guessing the password behind a hash of another system is cheap: few rounds of MD5 or SHA. */
export function isFast(stored: string): boolean {
  if (!isImported(stored)) return false
  const split = splitHash(decodeImported(stored))
  return split !== undefined && roundsOf(split.settings) < FAST_BELOW_ROUNDS
}

export function bytesOf(base64: string): Buffer {
  return Buffer.from(base64, 'base64')
}
