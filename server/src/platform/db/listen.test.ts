import { connect, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, expect, inject, test } from 'vitest'
import { startServer } from '../../../test/server.ts'
import { listen } from './listen.ts'

const server = await startServer()

/** A way to the database that can be out of order: it keeps each connection for a moment and closes it. */
async function openWay() {
  const { host, port, user, password } = inject('server')
  const [{ database } = {}] = await server.query('select current_database() as database')
  const sockets = new Set<Socket>()
  const seen = { isDown: false, attempts: 0, open: 0, mostOpen: 0 }
  const way = createServer((near) => {
    sockets.add(near)
    near.on('error', () => undefined)
    if (seen.isDown) {
      seen.attempts += 1
      seen.open += 1
      seen.mostOpen = Math.max(seen.mostOpen, seen.open)
      near.on('close', () => (seen.open -= 1))
      setTimeout(() => near.destroy(), 100)
      return
    }
    const far = connect(join(host, `.s.PGSQL.${String(port)}`))
    sockets.add(far)
    far.on('error', () => undefined)
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve))
  afterAll(() => close(way, sockets))
  return {
    seen,
    connection: { connectionString: `postgres://${user}:${password}@127.0.0.1:${portOf(way)}/${String(database)}` },
    breakDown: () => {
      seen.isDown = true
      for (const socket of sockets) socket.destroy()
    },
  }
}

function portOf(way: Server): string {
  const address = way.address()
  return typeof address === 'object' && address ? String(address.port) : ''
}

function close(way: Server, sockets: ReadonlySet<Socket>): void {
  for (const socket of sockets) socket.destroy()
  way.close()
}

test('during an outage one connection at a time is tried, and messages arrive again after it (REL-06)', async () => {
  const { seen, connection, breakDown } = await openWay()
  const messages: string[] = []
  const listener = await listen(connection, 'gatehouse_test', (message) => messages.push(message))
  afterAll(() => listener.close())

  breakDown()
  await expect.poll(() => seen.attempts, { timeout: 20_000 }).toBeGreaterThan(3)
  expect(seen.mostOpen).toBe(1)

  seen.isDown = false
  await expect.poll(() => messages, { timeout: 20_000 }).toEqual([''])
  await server.query(`select pg_notify('gatehouse_test', 'back')`)
  await expect.poll(() => messages).toEqual(['', 'back'])
})
