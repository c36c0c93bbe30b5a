import { createServer, type AddressInfo } from 'node:net'
import ipaddr from 'ipaddr.js'
import { afterAll, expect, test } from 'vitest'
import { openOutbound, OutboundRefused, type Outbound, type Resolve } from './index.ts'

const LOOPBACK = [ipaddr.parseCIDR('127.0.0.0/8')]

const resolvingTo = (...answers: readonly (readonly string[])[]): Resolve => {
  const queue = [...answers]
  return async () => {
    const addresses = queue.length > 1 ? queue.shift() : queue[0]
    return (addresses ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
}

async function problemOf(outbound: Outbound, host: string, port: number): Promise<string> {
  try {
    const { socket } = await outbound.connectToMailServer({ host, port, signal: AbortSignal.timeout(5_000) })
    socket.destroy()
    return 'connected'
  } catch (error) {
    return error instanceof OutboundRefused ? error.problem : expect.unreachable(String(error))
  }
}

async function aListener(): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => undefined).end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => void server.close())
  return (server.address() as AddressInfo).port
}

test.each(['127.0.0.1', '10.0.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '::1', '::ffff:10.0.0.1', 'fd00::1'])(
  'ATO-17 a mail server at %s is not called',
  async (host) => {
    expect(await problemOf(openOutbound({ allowed: [] }), host, 587)).toBe('ADDRESS_NOT_PUBLIC')
  },
)

test.each([['10.0.0.1'], ['8.8.8.8', '127.0.0.1'], ['64:ff9b::7f00:1']])(
  'ATO-17 a mail server whose name leads to %s is not called',
  async (...addresses) => {
    const outbound = openOutbound({ allowed: [], resolve: resolvingTo(addresses) })
    expect(await problemOf(outbound, 'mail.example', 587)).toBe('ADDRESS_NOT_PUBLIC')
  },
)

test.each([22, 80, 443, 2526, 6379])('ATO-17 port %i of a public address is not called', async (port) => {
  const outbound = openOutbound({ allowed: LOOPBACK, resolve: resolvingTo(['8.8.8.8']) })
  expect(await problemOf(outbound, 'mail.example', port)).toBe('PORT_NOT_ALLOWED')
})

test('ATO-17 a name with a dot at its end is not called', async () => {
  expect(await problemOf(openOutbound({ allowed: LOOPBACK }), 'localhost.', 587)).toBe('HOST_NOT_ALLOWED')
})

test('ATO-17 a mail server is called where it was checked, not where its name leads a moment later (rebinding)', async () => {
  const port = await aListener()
  const resolve = resolvingTo(['127.0.0.1'], ['10.0.0.1'])
  const outbound = openOutbound({ allowed: LOOPBACK, resolve })
  expect(await problemOf(outbound, 'mail.example', port)).toBe('connected')
  expect(await problemOf(outbound, 'mail.example', port)).toBe('ADDRESS_NOT_PUBLIC')
})

test('only what stays on this machine may go in clear', async () => {
  const port = await aListener()
  const outbound = openOutbound({ allowed: LOOPBACK })
  const { socket, isTlsRequired } = await outbound.connectToMailServer({
    host: '127.0.0.1',
    port,
    signal: AbortSignal.timeout(5_000),
  })
  socket.destroy()
  expect(isTlsRequired).toBe(false)
})

test('nobody there is told as that', async () => {
  expect(await problemOf(openOutbound({ allowed: LOOPBACK }), '127.0.0.1', 1)).toBe('UNREACHABLE')
})

test('a caller that waits no longer is told so', async () => {
  const outbound = openOutbound({ allowed: LOOPBACK })
  const given = outbound.connectToMailServer({ host: '127.0.0.1', port: 1, signal: AbortSignal.abort() })
  await expect(given).rejects.toMatchObject({ problem: 'TIMED_OUT' })
})
