// What this machine can do at most, in a process of its own: `node limits.mjs <rsa|argon2id> <seconds>` prints operations
// per second. Imported, it runs itself.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { POOL, ROOT, runNode } from './processes.mjs'

const SELF = fileURLToPath(import.meta.url)

/** Operations per second, all cores. */
export async function measureLimit(name, seconds) {
  return Number(await runNode([SELF, name, String(seconds)], { UV_THREADPOOL_SIZE: POOL }))
}

const LIMITS = {
  /** RS256: about as many bytes as an access token has, more requests than threads. */
  rsa() {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const signAsync = promisify(sign)
    const input = randomBytes(800)
    return { concurrency: 32, work: () => signAsync('sha256', input, privateKey) }
  },
  /** With the server's own library and parameters. */
  argon2id() {
    const { hash } = createRequire(join(ROOT, 'server', 'package.json'))('@node-rs/argon2')
    const parameters = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
    return { concurrency: availableParallelism(), work: () => hash('correct horse battery staple', parameters) }
  },
}

async function perSecond({ concurrency, work }, seconds) {
  let count = 0
  const started = performance.now()
  const until = started + seconds * 1000
  async function drive() {
    for (; performance.now() < until; count += 1) await work()
  }
  await Promise.all(Array.from({ length: concurrency }, drive))
  return (count * 1000) / (performance.now() - started)
}

if (process.argv[1] === SELF) {
  const [, , name, seconds] = process.argv
  const limit = LIMITS[name]()
  await perSecond(limit, 0.3)
  console.log(await perSecond(limit, Number(seconds)))
}
