/**
 * The `$1$`, `$apr1$`, `$5$` and `$6$` forms of crypt(3), to verify passwords of other systems; no new hash is made
 * with them. Written after the description of Ulrich Drepper, "Unix crypt using SHA-256 and SHA-512", and of md5-crypt
 * in FreeBSD. Runs in a worker: thousands of digests take as long as many requests.
 */
import { createHash } from 'node:crypto'

const DIGITS = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const DEFAULT_ROUNDS = 5_000
const LEAST_ROUNDS = 1_000

/** The order in which the bytes are written; three make four digits. */
const ORDERS = {
  md5: [0, 6, 12, 1, 7, 13, 2, 8, 14, 3, 9, 15, 4, 10, 5, -1, -1, 11],
  sha256: turning([0, 10, 20], [2, 0, 1], 10).concat([-1, 31, 30]),
  sha512: turning([0, 21, 42], [1, 2, 0], 21).concat([-1, -1, 63]),
} as const

function turning(first: readonly number[], turn: readonly number[], times: number): number[] {
  const triples = [first]
  while (triples.length < times) {
    const last = triples.at(-1) ?? first
    triples.push(turn.map((at) => (last[at] ?? 0) + 1))
  }
  return triples.flat()
}

/** Returns the text that crypt(3) makes of the password with the settings at the beginning of `hash`. */
export function unixCrypt(password: string, hash: string): string {
  const [, id = '', ...parts] = hash.split('$')
  const key = Buffer.from(password)
  if (id === '1' || id === 'apr1') {
    const digits = encode(md5Crypt(key, `$${id}$`, Buffer.from(parts[0] ?? '')), 'md5')
    return `$${id}$${String(parts[0])}$${digits}`
  }
  const method = id === '5' ? 'sha256' : 'sha512'
  const stated = /^rounds=(\d+)$/.exec(parts[0] ?? '')?.[1]
  const salt = parts[stated === undefined ? 0 : 1] ?? ''
  const rounds = stated === undefined ? DEFAULT_ROUNDS : Math.max(LEAST_ROUNDS, Number(stated))
  const prefix = stated === undefined ? `$${id}$${salt}$` : `$${id}$rounds=${stated}$${salt}$`
  return prefix + encode(shaCrypt(method, { key, salt: Buffer.from(salt), rounds }), method)
}

function digest(method: string, parts: readonly Uint8Array[]): Buffer {
  const hash = createHash(method)
  for (const part of parts) hash.update(part)
  return hash.digest()
}

function repeated(block: Buffer, length: number): Buffer {
  return Buffer.alloc(length, block)
}

function shaCrypt(
  method: 'sha256' | 'sha512',
  { key, salt, rounds }: { readonly key: Buffer; readonly salt: Buffer; readonly rounds: number },
): Buffer {
  const alternate = digest(method, [key, salt, key])
  const start = [key, salt, repeatedOrEmpty(alternate, key.length)]
  for (let bits = key.length; bits > 0; bits >>= 1) start.push(bits & 1 ? alternate : key)
  let state = digest(method, start)
  const keys = repeatedOrEmpty(digest(method, Array<Buffer>(key.length).fill(key)), key.length)
  const salts = repeatedOrEmpty(digest(method, Array<Buffer>(16 + (state[0] ?? 0)).fill(salt)), salt.length)
  for (let round = 0; round < rounds; round += 1) {
    const isOdd = round % 2 === 1
    const parts = [isOdd ? keys : state]
    if (round % 3 !== 0) parts.push(salts)
    if (round % 7 !== 0) parts.push(keys)
    parts.push(isOdd ? state : keys)
    state = digest(method, parts)
  }
  return state
}

function repeatedOrEmpty(block: Buffer, length: number): Buffer {
  return length === 0 ? Buffer.alloc(0) : repeated(block, length)
}

/** Hashes like FreeBSD, and like Apache with a magic of its own. */
function md5Crypt(key: Buffer, magic: string, salt: Buffer): Buffer {
  const start: Buffer[] = [key, Buffer.from(magic), salt]
  start.push(repeatedOrEmpty(digest('md5', [key, salt, key]), key.length))
  for (let bits = key.length; bits > 0; bits >>= 1) start.push(bits & 1 ? Buffer.alloc(1) : key.subarray(0, 1))
  let state = digest('md5', start)
  for (let round = 0; round < 1_000; round += 1) {
    const isOdd = round % 2 === 1
    const parts = [isOdd ? key : state]
    if (round % 3 !== 0) parts.push(salt)
    if (round % 7 !== 0) parts.push(key)
    parts.push(isOdd ? state : key)
    state = digest('md5', parts)
  }
  return state
}

/**
 * Writes three bytes as four digits, the lowest six bits first; where bytes are missing, only the digits for their
 * bits.
 */
function encode(bytes: Buffer, method: keyof typeof ORDERS): string {
  const order = ORDERS[method]
  let text = ''
  for (let at = 0; at < order.length; at += 3) {
    const triple = [order[at] ?? -1, order[at + 1] ?? -1, order[at + 2] ?? -1]
    let value = triple.reduce((all, index) => (all << 8) | (index < 0 ? 0 : (bytes[index] ?? 0)), 0)
    const digits = triple.filter((index) => index >= 0).length + 1
    for (let digit = 0; digit < digits; digit += 1) {
      text += DIGITS.charAt(value & 63)
      value >>= 6
    }
  }
  return text
}
