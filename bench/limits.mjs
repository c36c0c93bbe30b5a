// Measures the limits of this machine, in a process of its own: `node limits.mjs <rsa
// argon2id> <seconds>` prints operations per second. When imported, it runs itself.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { measureThroughput } from './load/measure.mjs'
import { requestBytes } from './load/request.mjs'
import { freePort, POOL, ROOT, runNode, startNode } from './processes.mjs'

const SELF = fileURLToPath(import.meta.url)
const BARE_SERVER = join(ROOT, 'bench', 'subjects', 'bare-server.mjs')
const POLL_MS = 10

/** Operations per second, all cores. */
export async function measureLimit({ limit, limitBytes, concurrency }, seconds) {
  return limit === 'http'
    ? measureBareHttp({ bytes: limitBytes, concurrency }, seconds)
    : Number(await runNode([SELF, limit, String(seconds)], { UV_THREADPOOL_SIZE: POOL }))
}

/** Answers of so many bytes by the HTTP server of Node alone, under the same load. */
async function measureBareHttp({ bytes, concurrency }, seconds) {
  const port = await freePort()
  const server = startNode([BARE_SERVER, String(port), String(bytes)])
  const request = { bytes: requestBytes({ origin: `http://127.0.0.1:${port}`, path: '/' }) }
  const check = ({ body }) => (body.length === bytes ? undefined : 'another length')
  const run = (time) => measureThroughput({ port, concurrency, seconds: time, source: { next: () => request, check } })
  try {
    while (!(await run(0.3).catch(() => undefined))) {
      if (server.hasEnded()) throw new Error(`the bare server did not start:\n${server.output()}`)
      await new Promise((resolve) => setTimeout(resolve, POLL_MS))
    }
    return (await run(seconds)).perSecond
  } finally {
    await server.stop()
  }
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
