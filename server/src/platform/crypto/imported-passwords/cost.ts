import { decodeImported, isImported, type HashSettings, type ImportedHash } from './imported-hash.ts'

/**
 * Returns about how many milliseconds a hash of another system takes to verify, on a machine where one of ours takes nine.
 * Undefined for hashes of ours.
 */
export function verifyMsOf(stored: string): number | undefined {
  return isImported(stored) ? Math.ceil(Math.max(1, costOf(decodeImported(stored)))) : undefined
}

function costOf(imported: ImportedHash): number {
  switch (imported.method) {
    case 'bcrypt':
    case 'bcrypt-sha256':
      return costOfBcrypt(imported.hash)
    case 'wordpress':
      if (imported.hash.startsWith('$wp')) return costOfBcrypt(imported.hash)
      return 2 ** (PHPASS_DIGITS.indexOf(imported.hash.charAt(3)) - 9)
    case 'crypt':
      return roundsOfCrypt(imported.hash) * 0.003
    case 'argon2': {
      const [memory = 0, passes = 0] = (/m=(\d+),t=(\d+)/.exec(imported.hash) ?? []).slice(1).map(Number)
      return memory * passes * 0.00025
    }
    case 'scrypt':
      return imported.cost * imported.blocks * 0.0005
    case 'scrypt-key':
      return imported.cost * imported.blocks * imported.lanes * 0.0005
    case 'pbkdf2':
      return imported.iterations * 0.0005 * Math.ceil(Buffer.from(imported.hash, 'base64').length / 32)
    case 'md5':
    case 'sha1':
    case 'sha256':
    case 'sha512':
      return 0
  }
}

const PHPASS_DIGITS = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

function costOfBcrypt(hash: string): number {
  return 2 ** Number(/\$2a\$(\d\d)\$/.exec(hash)?.[1] ?? 0) * 0.045
}

/** Returns how many rounds of MD5 or SHA a guess takes. */
export function roundsOf(settings: HashSettings): number {
  if (settings.method === 'pbkdf2') return settings.iterations
  if (settings.method === 'phpass') return 2 ** PHPASS_DIGITS.indexOf(settings.start.charAt(3))
  return settings.method === 'crypt' ? roundsOfCrypt(settings.start) : 1
}

function roundsOfCrypt(hash: string): number {
  if (/^\$(?:1|apr1)\$/.test(hash)) return 1_000
  return Math.max(1_000, Number(/\$rounds=(\d+)\$/.exec(hash)?.[1] ?? 5_000))
}
