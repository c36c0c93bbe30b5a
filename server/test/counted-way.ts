import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'

/** A connection to a database that counts the statements which go over it. */
export interface CountedWay {
  readonly connectionString: string
  /** The number of statements so far. */
  statements(): number
}

const EXECUTE = 'E'.charCodeAt(0)
const SIMPLE_QUERY = 'Q'.charCodeAt(0)

/** Opens a counted connection to a database of the run's PostgreSQL; closed after the test file. */
export async function openCountedWay(database: string): Promise<CountedWay> {
  const { host, port, user, password } = inject('server')
  const sockets = new Set<Socket>()
  let count = 0
  const server = createServer((near) => {
    const far = connect(join(host, `.s.PGSQL.${String(port)}`))
    const read = statementReader(() => (count += 1))
    near.on('data', read)
    near.pipe(far).pipe(near)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
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
    statements: () => count,
  }
}

/**
 * Reads what a client sends (PostgreSQL's protocol 3): a startup message without a type, then messages of a type and a
 * length each.
 */
function statementReader(found: () => void): (data: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0)
  let isStarted = false
  return (data) => {
    rest = Buffer.concat([rest, data])
    for (;;) {
      const at = isStarted ? 1 : 0
      if (rest.length < at + 4) return
      const length = at + rest.readInt32BE(at)
      if (rest.length < length) return
      if (isStarted && (rest[0] === EXECUTE || rest[0] === SIMPLE_QUERY)) found()
      isStarted = true
      rest = rest.subarray(length)
    }
  }
}
