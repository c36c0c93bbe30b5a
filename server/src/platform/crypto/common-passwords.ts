import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { StartupProblem } from '#platform/errors'

/** Returns whether a password is one of the most common ones, in any case of its letters. */
export type CommonPasswords = (password: string) => boolean

const DIGEST_BYTES = 6

/**
 * Opens the filter that `scripts/prepare/common-passwords.mjs` builds: the first 48 bits of the SHA-256 of every entry,
 * in order. It takes fewer than two in a thousand million passwords for common that are not on the list (entries /
 * 2^48).
 *
 * @throws {StartupProblem} where the file was not built.
 */
export function openCommonPasswords(file: string): CommonPasswords {
  const digests = read(file)
  return (password) =>
    includes(digests, parseInt(hash('sha256', password.toLowerCase()).slice(0, DIGEST_BYTES * 2), 16))
}

function read(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new StartupProblem(`The list of common passwords is missing (${file}): run npm run build.`, { cause: error })
  }
}

function includes(digests: Buffer, wanted: number): boolean {
  let [low, high] = [0, digests.length / DIGEST_BYTES - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const digest = digests.readUIntBE(middle * DIGEST_BYTES, DIGEST_BYTES)
    if (digest === wanted) return true
    if (digest < wanted) low = middle + 1
    else high = middle - 1
  }
  return false
}
