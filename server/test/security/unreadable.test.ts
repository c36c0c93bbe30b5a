import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { startServer } from '../server.ts'

const server = await startServer({ isListening: true })
const { host, port } = new URL(server.origin)

/** Sends these packets one by one and returns the whole answer. */
function say(...parts: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true })
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text))
    socket.once('close', () => resolve(answer)).once('error', reject)
    const write = ([part, ...rest]: string[]) => {
      if (part !== undefined) socket.write(part, () => setImmediate(write, rest))
    }
    write(parts)
  })
}

const LONG = 'y'.repeat(40_000)

test.each([
  ['/oauth2/auth', 'text/plain', 'The address is too long.'],
  ['/oauth2/token', 'application/json', '"error":"invalid_request"'],
  ['/api/v1/users', 'application/json', '"code":"ADDRESS_TOO_LONG"'],
])('a request line of 40 kB at %s is answered with 414 in words', async (path, type, words) => {
  const answer = await say(`GET ${path}?state=${LONG} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`)
  expect(answer).toMatch(/^HTTP\/1\.1 414 URI Too Long\r\n/)
  expect(answer.toLowerCase()).toContain(`content-type: ${type}`)
  expect(answer).toContain(words)
})

const LINE = `GET /oauth2/auth?state=${LONG} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`
const HEADERS = `GET / HTTP/1.1\r\nhost: ${host}\r\ncookie: a=${LONG}\r\n\r\n`

/** A text in packets of this size. */
const piecesOf = (text: string, size: number) => text.match(new RegExp(`[^]{1,${String(size)}}`, 'g')) ?? []

describe.each([1_000, 15_000, 39_000, 100_000])('in packets of %i bytes', (size) => {
  test('a request line of 40 kB is answered with 414 in words', async () => {
    const answer = await say(...piecesOf(LINE, size))
    expect(answer).toMatch(/^HTTP\/1\.1 414 /)
    expect(answer).toContain('The address is too long.')
  })

  test('headers of 40 kB are answered with 431 in words', async () => {
    const answer = await say(...piecesOf(HEADERS, size))
    expect(answer).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/)
    expect(answer).toContain('The headers of the request are too large.')
  })

  test.each([
    ['a request line', LINE],
    ['headers', HEADERS],
  ])('%s of 80 kB are answered with 414, whichever part is too long', async (_what, text) => {
    const answer = await say(...piecesOf(text.replace(LONG, LONG + LONG), size))
    expect(answer).toMatch(/^HTTP\/1\.1 414 URI Too Long\r\n/)
    expect(answer).toContain('The address and the headers of the request are too long.')
  })
})

test('a request that is not HTTP is answered with 400 in words', async () => {
  const answer = await say('hello\r\n\r\n')
  expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
  expect(answer).toContain('This is no request of HTTP/1.1.')
})

test.each(['/oauth2/token', '/.well-known/openid-configuration'])(
  'an address of %s that is too long is refused as programs read it',
  async (path) => {
    const response = await server.request(`${path}?a=${'a'.repeat(9_000)}`)
    expect([response.status, response.headers.get('content-type')]).toEqual([414, 'application/json'])
  },
)
