/**
 * Makes in a thread of its own the hashes that Node has no background work for: on the main thread each would hold up
 * every request for up to half a second.
 */
import { hashSync } from 'bcryptjs'
import { createHash, createHmac } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { trimmedByPhp } from './ambiguous.ts'
import { phpass } from './phpass.ts'
import { unixCrypt } from './unix-crypt.ts'

export interface SlowTask {
  readonly id: number
  readonly method: 'bcrypt' | 'bcrypt-sha256' | 'crypt' | 'wordpress'
  /** A hash, or what it begins with: method, cost and salt. */
  readonly hash: string
  readonly password: string
}

/** In bytes, as libxcrypt and phpass have it: each round hashes all of the password, so a long one multiplies the cost. */
const LONGEST = { crypt: 512, phpass: 4_096 } as const

/** The text that the password has as a hash; undefined where it is longer than the method takes one. */
function make({ method, hash, password }: SlowTask): string | undefined {
  if (method === 'bcrypt') return bcrypt(password, hash)
  if (method === 'bcrypt-sha256') return bcrypt(createHash('sha256').update(password).digest('hex'), hash)
  const bytes = Buffer.byteLength(password)
  if (method === 'crypt') return bytes <= LONGEST.crypt ? unixCrypt(password, hash) : undefined
  if (!hash.startsWith('$wp')) return bytes <= LONGEST.phpass ? phpass(password, hash) : undefined
  // WordPress since 6.8: bcrypt, of a digest so that long passwords count whole.
  const digest = createHmac('sha384', 'wp-sha384').update(trimmedByPhp(password)).digest('base64')
  return `$wp${bcrypt(digest, hash.slice('$wp'.length))}`
}

const BCRYPT_SETTINGS = '$2a$10$'.length + 22

function bcrypt(text: string, hash: string): string {
  return hashSync(text, hash.slice(0, BCRYPT_SETTINGS))
}

parentPort?.on('message', (task: SlowTask) => {
  parentPort?.postMessage({ id: task.id, made: make(task) })
})
