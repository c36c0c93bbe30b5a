import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'

/** A connection to a database that can fall silent: nothing sent arrives, and nothing is closed. */
export interface Way {
  readonly connectionString: string
  fallSilent(): void
  speak(): void
}

/** Opens a connection to a database of the run's PostgreSQL; closed after the test file. */
export async function openWay(database: string): Promise<Way> {
  const { host, port, user, password } = inject('server')
  const sockets = new Set<Socket>()
  let isSilent = false
  const server = createServer((near) => {
    const far = connect(join(host, `.s.PGSQL.${String(port)}`))
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.on('data', (data: Buffer) => void (isSilent || other.write(data)))
      one.on('error', () => undefined)
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  const nearPort = typeof address === 'object' && address ? address.port : 0
  const place = `127.0.0.1:${String(nearPort)}/${database}`
  return {
    connectionString: `postgresql://${user}:${encodeURIComponent(password)}@${place}`,
    fallSilent: () => (isSilent = true),
    speak: () => (isSilent = false),
  }
}
