import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { freePort, POOL, ROOT, startNode } from '../processes.mjs'

const POLL_MS = 20

/** `oidc-provider` in a process of its own. */
export async function startPeer() {
  const port = await freePort()
  const verifier = randomBytes(32).toString('base64url')
  const client = {
    id: 'shop',
    secret: randomBytes(32).toString('hex'),
    redirectUri: 'https://shop.example.com/callback',
  }
  const machine = { id: 'machine', secret: randomBytes(32).toString('hex') }
  const resource = 'https://api.example.com'
  const challenge = createHash('sha256').update(verifier).digest('base64url')
  const setup = JSON.stringify({ client, machine, resource, challenge })
  const child = startNode([join(ROOT, 'bench', 'subjects', 'peer-server.mjs'), String(port), setup], {
    UV_THREADPOOL_SIZE: POOL,
  })
  while (!/^ready$/m.test(child.output())) {
    if (child.hasEnded()) throw new Error(`the peer did not start:\n${child.output()}`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  const origin = `http://localhost:${port}`
  return {
    origin,
    port,
    pid: child.pid,
    client: { ...client, verifier },
    machine,
    resource,
    async storeCodes(count) {
      const response = await fetch(`${origin}/prepare?codes=${count}`)
      if (!response.ok) throw new Error(await response.text())
      return response.json()
    },
    stop: child.stop,
  }
}
