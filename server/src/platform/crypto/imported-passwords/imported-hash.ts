import { InvalidInput } from '#platform/errors'

/** Password hashes that can be imported: those of the published contract, and those that other systems export. */
export const HASHING_METHODS = [
  'bcrypt',
  'crypt',
  'md5',
  'sha256',
  'wordpress',
  'pbkdf2',
  'firebase-scrypt',
  'aspnet-identity-v2',
  'aspnet-identity-v3',
  'argon2',
  'scrypt',
  'ldap',
  'sha1',
  'sha512',
] as const
export type HashingMethod = (typeof HASHING_METHODS)[number]

/** The stored form; verifying needs nothing else. Bytes are base64. */
export type ImportedHash =
  | { readonly method: 'bcrypt' | 'bcrypt-sha256' | 'crypt' | 'wordpress' | 'argon2'; readonly hash: string }
  | {
      readonly method: 'md5' | 'sha1' | 'sha256' | 'sha512'
      readonly hash: string
      readonly prefix: string
      readonly suffix: string
    }
  | {
      readonly method: 'pbkdf2'
      readonly hash: string
      readonly salt: string
      readonly digest: 'sha1' | 'sha256' | 'sha512'
      readonly iterations: number
    }
  | {
      readonly method: 'scrypt'
      readonly hash: string
      readonly salt: string
      readonly cost: number
      readonly blocks: number
    }
  | {
      readonly method: 'scrypt-key'
      readonly hash: string
      readonly salt: string
      readonly cost: number
      readonly blocks: number
      readonly lanes: number
    }

/** A hash of another system without its digest, from which the password makes the digest again. Bytes are base64. */
export type HashSettings =
  | { readonly method: 'crypt' | 'phpass'; readonly start: string }
  | {
      readonly method: 'md5' | 'sha1' | 'sha256' | 'sha512'
      readonly prefix: string
      readonly suffix: string
    }
  | {
      readonly method: 'pbkdf2'
      readonly salt: string
      readonly digest: 'sha1' | 'sha256' | 'sha512'
      readonly iterations: number
      readonly bytes: number
    }

/** An administrator's description of a hash of any method. */
export interface HashDescription {
  /** Absent where the form of the hash shows it. */
  readonly method?: HashingMethod | undefined
  readonly hash: string
  readonly salt?: string | undefined
  /** The notation of the salt: the bytes of the text, or hexadecimal digits. */
  readonly saltFormat?: 'string' | 'hex' | undefined
  readonly saltPosition?: 'prefix' | 'suffix' | undefined
  readonly iterations?: number | undefined
  readonly variant?: string | undefined
  readonly signerKey?: string | undefined
  readonly saltSeparator?: string | undefined
  readonly rounds?: number | undefined
  readonly memCost?: number | undefined
}

const TAG = 'imported:'

export function isImported(stored: string): boolean {
  return stored.startsWith(TAG)
}

export function encodeImported(hash: ImportedHash): string {
  return TAG + JSON.stringify(hash)
}

export function decodeImported(stored: string): ImportedHash {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- written by encodeImported alone
  return JSON.parse(stored.slice(TAG.length)) as ImportedHash
}

/** The highest cost of verifying: a second or two of one core, and 128 MiB (ATO-20). Memory is KiB for argon2. */
export const LIMITS = {
  bcryptCost: 14,
  cryptRounds: 200_000,
  wordpressLog2: 16,
  pbkdf2Iterations: 1_000_000,
  /** A key longer than its digest takes all iterations again. */
  pbkdf2Work: 2_000_000,
  scryptBytes: 128 * 1024 * 1024,
  /** Memory times lanes, or times passes. */
  scryptWork: 512 * 1024 * 1024,
  argon2Memory: 128 * 1024,
  argon2Work: 1024 * 1024,
  lanes: 16,
} as const

export function invalidHash(message: string): InvalidInput {
  return new InvalidInput('INVALID_PASSWORD_HASH', message)
}

export function tooCostly(): InvalidInput {
  return new InvalidInput('PASSWORD_HASH_TOO_COSTLY', 'Verifying this hash would cost more than a sign-in may.')
}
