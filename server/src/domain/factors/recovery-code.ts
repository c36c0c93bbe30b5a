import type { Context } from '#platform/context'
import { randomLetters } from '#platform/crypto'

const COUNT = 10
/** Letters and digits that cannot be confused with one another when they are read from paper. */
const LETTERS = '23456789abcdefghjkmnpqrstuvwxyz'
const GROUPS = 4
const GROUP_LENGTH = 4

/** Returns new recovery codes, of 79 bits each (ATO-30), in the form in which people read them: `ab3d-…`. */
export function newRecoveryCodes(): readonly string[] {
  const group = () => randomLetters(LETTERS, GROUP_LENGTH)
  return Array.from({ length: COUNT }, () => Array.from({ length: GROUPS }, group).join('-'))
}

/** Returns the letters of a code as typed: in either case, with any blanks and dashes. Undefined where it is none. */
export function parseRecoveryCode(typed: string): string | undefined {
  const letters = typed.toLowerCase().replace(/[\s\p{Pd}]/gu, '')
  return letters.length === GROUPS * GROUP_LENGTH && [...letters].every((one) => LETTERS.includes(one))
    ? letters
    : undefined
}

/** Returns the keyed digest of the letters of a code. The person is part of it. */
export function recoveryCodeDigest({ sealer }: Pick<Context, 'sealer'>, userId: string, letters: string): Buffer {
  return sealer.digest(`recovery_codes.digest:${userId}`, letters)
}
