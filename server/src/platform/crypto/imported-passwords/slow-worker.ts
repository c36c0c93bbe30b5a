/**
 * Verifies in a thread of its own the hashes that Node has no background work for: on the main thread each would hold up
 * every request for up to half a second.
 */
import { compareSync } from 'bcryptjs'
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { trimmedByPhp } from './ambiguous.ts'
import { phpass } from './phpass.ts'
import { unixCrypt } from './unix-crypt.ts'

export interface SlowTask {
  readonly id: number
  readonly method: 'bcrypt' | 'bcrypt-sha256' | 'crypt' | 'wordpress'
  readonly hash: string
  readonly password: string
}

/** In bytes, as libxcrypt and phpass have it: each round hashes all of the password, so a long one multiplies the cost. */
const LONGEST = { crypt: 512, phpass: 4_096 } as const

function verify({ method, hash, password }: SlowTask): boolean {
  if (method === 'bcrypt') return compareSync(password, hash)
  if (method === 'bcrypt-sha256') return compareSync(createHash('sha256').update(password).digest('hex'), hash)
  const bytes = Buffer.byteLength(password)
  if (method === 'crypt') return bytes <= LONGEST.crypt && equal(unixCrypt(password, hash), hash)
  if (!hash.startsWith('$wp')) return bytes <= LONGEST.phpass && equal(phpass(password, hash), hash)
  // WordPress since 6.8: bcrypt, of a digest so that long passwords count whole.
  const digest = createHmac('sha384', 'wp-sha384').update(trimmedByPhp(password)).digest('base64')
  return compareSync(digest, hash.slice('$wp'.length))
}

function equal(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right))
}

parentPort?.on('message', (task: SlowTask) => {
  parentPort?.postMessage({ id: task.id, isRight: verify(task) })
})
