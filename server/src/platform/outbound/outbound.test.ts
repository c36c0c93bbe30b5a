import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import ipaddr from 'ipaddr.js'
import { afterAll, expect, test } from 'vitest'
import { openOutbound, type OutboundProblem, type Resolve } from './index.ts'

const LOOPBACK = [ipaddr.parseCIDR('127.0.0.0/8')]
const guarded = openOutbound({ allowed: [] })
const withLoopback = openOutbound({ allowed: LOOPBACK })
const seen: string[] = []

async function listen(answer: RequestListener): Promise<string> {
  const server = createServer((request, response) => {
    seen.push(request.url ?? '')
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

const problemOf = (sent: Promise<number>): Promise<OutboundProblem | number> =>
  sent.catch((error: { problem: OutboundProblem }) => error.problem)
const post = (outbound: typeof guarded, url: string) => problemOf(outbound.postForm(url, { fields: { a: 'b c' } }))
const resolvingTo = (...answers: readonly (readonly string[])[]): Resolve => {
  const queue = [...answers]
  return async () => {
    const addresses = queue.length > 1 ? queue.shift() : queue[0]
    return (addresses ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  }
}

test.each([
  'https://127.0.0.1/',
  'https://10.0.0.1/',
  'https://172.16.0.1/',
  'https://192.168.1.1/',
  'https://169.254.169.254/latest/meta-data/',
  'https://100.64.0.1/',
  'https://0.0.0.0/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://192.0.2.1/',
  'https://2130706433/',
  'https://0177.0.0.1/',
  'https://0x7f.1/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::7f00:1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://[fd00::1]/',
  'https://[fe80::1]/',
  'https://[fec0::1]/',
  'https://[2002:7f00:1::]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b:1::7f00:1]/',
  'https://[2001::1]/',
  'https://[2001:db8::1]/',
])('ATO-17 %s is not called', async (url) => {
  expect(await post(guarded, url)).toBe('ADDRESS_NOT_PUBLIC')
})

test.each([
  ['https://user:secret@app.example/', 'HAS_CREDENTIALS'],
  ['https://localhost./', 'HOST_NOT_ALLOWED'],
  ['ftp://app.example/', 'NOT_HTTPS'],
  ['file:///etc/passwd', 'NOT_HTTPS'],
  ['http://8.8.8.8/', 'NOT_HTTPS'],
  ['https://8.8.8.8:22/', 'PORT_NOT_ALLOWED'],
  ['nonsense', 'NOT_A_URL'],
] as const)('ATO-17 %s is not called: %s', async (url, problem) => {
  expect(await post(guarded, url)).toBe(problem)
})

test.each(['localhost', 'app.localhost', 'intranet.example'])(
  'ATO-17 the name %s that leads inside is not called',
  async (host) => {
    const outbound = openOutbound({ allowed: [], resolve: resolvingTo(['127.0.0.1']) })
    expect(await post(outbound, `https://${host}/`)).toBe('ADDRESS_NOT_PUBLIC')
  },
)

test('ATO-17 a name with a public and a private address is not called', async () => {
  const outbound = openOutbound({ allowed: [], resolve: resolvingTo(['8.8.8.8', '10.0.0.1']) })
  expect(await post(outbound, 'https://app.example/')).toBe('ADDRESS_NOT_PUBLIC')
})

test('ATO-17 a name that leads elsewhere a moment later is called where it was checked (rebinding)', async () => {
  const origin = await listen((_, response) => response.end())
  const resolve = resolvingTo(['127.0.0.1'], ['127.0.0.2'], ['10.0.0.1'])
  const outbound = openOutbound({ allowed: LOOPBACK, resolve })
  expect(await post(outbound, `http://app.example:${new URL(origin).port}/once`)).toBe(200)
  expect(seen).toContain('/once')
})

test('ATO-17 a redirect is not followed', async () => {
  const inside = await listen((_, response) => response.end())
  const origin = await listen((_, response) => response.writeHead(307, { location: `${inside}/secret` }).end())
  expect(await post(withLoopback, origin)).toBe(307)
  expect(seen).not.toContain('/secret')
})

test('a form arrives as a form, with its length', async () => {
  const origin = await listen((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const isRight = request.headers['content-length'] === '5' && Buffer.concat(chunks).toString() === 'a=b+c'
      response.writeHead(isRight ? 204 : 400).end()
    })
  })
  expect(await post(withLoopback, origin)).toBe(204)
})

test('an answer without end costs no more than its first part', async () => {
  const origin = await listen((_, response) => {
    const more = () => response.write(Buffer.alloc(64 * 1024))
    response.on('drain', more)
    more()
  })
  expect(await post(withLoopback, origin)).toBe(200)
})

test('a server that does not answer is not waited for', async () => {
  const origin = await listen(() => undefined)
  expect(await post(withLoopback, origin)).toBe('TIMED_OUT')
})

test('an unreachable server is reported as such', async () => {
  expect(await post(withLoopback, 'http://127.0.0.1:1/')).toBe('UNREACHABLE')
})
