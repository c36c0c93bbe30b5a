import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { anApplication, authorizePath, pkce, signUp } from '../oauth.ts'
import { startServer } from '../server.ts'

const server = await startServer({ isListening: true })
const spa = await anApplication(server)
const { host, port } = new URL(server.origin)

/** Sends exactly these bytes to the server and returns its whole answer. */
function say(head: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(port), '127.0.0.1')
    socket.setEncoding('utf8').on('data', (text: string) => (answer += text))
    socket.once('close', () => resolve(answer)).once('error', reject)
    socket.write(`${head}\r\nconnection: close\r\n\r\n`)
  })
}

const discovery = 'GET /.well-known/openid-configuration HTTP/1.1'

test.each([
  ['another name', 'evil.test'],
  ['our name at another port', 'localhost:1'],
  ['our name without its port', 'localhost'],
  ['a name with ours in it', `${host}.evil.test`],
  ['our name behind credentials', `evil@${host}`],
  ['a path', `${host}/evil`],
  ['markup', '<script>'],
  ['nothing', ''],
])('ATO-09 no environment answers at the host %s', async (_name, name) => {
  const answer = await say(`${discovery}\r\nhost: ${name}`)

  expect(answer).toMatch(/^HTTP\/1\.1 4(?:00|21) /)
  expect(answer).not.toContain('"issuer"')
})

test.each([
  ['X-Forwarded-Host', 'x-forwarded-host: evil.test'],
  ['X-Forwarded-Proto', 'x-forwarded-proto: https'],
  ['X-Forwarded-Port', 'x-forwarded-port: 1'],
  ['Forwarded', 'forwarded: host=evil.test;proto=https'],
  ['X-Original-URL', 'x-original-url: /oauth2/evil'],
  ['X-Host', 'x-host: evil.test'],
  ['a method override', 'x-http-method-override: DELETE'],
])('ATO-09 %s changes nothing', async (_name, header) => {
  const plain = await say(`${discovery}\r\nhost: ${host}`)
  const answer = await say(`${discovery}\r\nhost: ${host}\r\n${header}`)
  const bodyOf = (text: string) => text.split('\r\n\r\n')[1]

  expect(bodyOf(answer)).toBe(bodyOf(plain))
})

test('ATO-09 a request in absolute form is that of its Host', async () => {
  const answer = await say(`GET http://evil.test/.well-known/openid-configuration HTTP/1.1\r\nhost: ${host}`)
  expect(answer).not.toContain('evil.test')
})

test('ATO-09 no environment answers an absolute-form request for us with a foreign Host', async () => {
  const answer = await say(`GET ${server.origin}/.well-known/openid-configuration HTTP/1.1\r\nhost: evil.test`)
  expect(answer).not.toContain('"issuer"')
})

test('ATO-09 two Hosts are refused, or the first is taken', async () => {
  const answer = await say(`${discovery}\r\nhost: ${host}\r\nhost: evil.test`)
  expect(answer).not.toContain('evil.test')
})

test('ATO-09 a mail has no link that a header could point elsewhere', async () => {
  await signUp(server, spa, 'mail@example.com')
  const response = await server.request('/dev/inbox/messages?to=mail@example.com')
  const { messages } = (await response.json()) as { messages: { html: string; text: string }[] }

  expect(messages.map(({ html, text }) => `${html} ${text}`).join()).not.toMatch(/href=/)
})

test('ATO-09 the answer to an authorization names the issuer of the registered origin', async () => {
  const path = authorizePath(spa, pkce(), { prompt: 'none' })
  const answer = await say(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\nx-forwarded-host: evil.test`)

  expect(answer).toContain(`iss=${encodeURIComponent(server.origin)}`)
  expect(answer).not.toContain('evil.test')
})

test.each([
  ['both lengths', 'content-length: 5\r\ntransfer-encoding: chunked'],
  ['two lengths', 'content-length: 5\r\ncontent-length: 6'],
  ['an odd encoding', 'transfer-encoding: xchunked'],
])('ATO-40 a request with %s is refused (request smuggling)', async (_name, headers) => {
  const answer = await say(`POST /oauth2/token HTTP/1.1\r\nhost: ${host}\r\n${headers}`)
  expect(answer).toMatch(/^HTTP\/1\.1 400 /)
})

test('ATO-40 more than 32 kB of headers are refused', async () => {
  const answer = await say(`${discovery}\r\nhost: ${host}\r\nx: ${'y'.repeat(40_000)}`)
  expect(answer).toMatch(/^HTTP\/1\.1 431 /)
})
