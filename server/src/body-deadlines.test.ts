import { once } from 'node:events'
import { createServer, request as send, type ClientRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { BodyDeadlines } from './body-deadlines.ts'

let now = 0
const bodies = new BodyDeadlines(() => now)
let arrived: (size: number) => void = () => undefined
const server = createServer((request, response) => {
  bodies.watch(request)
  if (request.url === '/upload') bodies.allowUpload(request)
  request.on('data', (chunk: Buffer) => arrived(chunk.length))
  request.on('end', () => response.end('whole'))
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as AddressInfo
afterAll(() => {
  bodies.stop()
  server.close()
})

function open(path: string): { client: ClientRequest; answer: Promise<number | undefined> } {
  const client = send({ port, path, method: 'POST', headers: { 'transfer-encoding': 'chunked' } })
  const answer = once(client, 'response').then(([response]) => (response as IncomingMessage).resume().statusCode)
  return { client, answer }
}

/** Sends a part, waits until the server has it, and lets time pass. */
async function sendThenWait(client: ClientRequest, seconds: number): Promise<void> {
  const there = new Promise<number>((resolve) => (arrived = resolve))
  client.write('x')
  await there
  bodies.check()
  now += seconds * 1_000
  bodies.check()
}

test('an upload may take longer than thirty seconds while it keeps arriving', async () => {
  const { client, answer } = open('/upload')
  for (const seconds of [29, 29, 29, 29]) await sendThenWait(client, seconds)
  client.end()
  expect(await answer).toBe(200)
})

test('an upload whose sender is silent for more than thirty seconds is cut off', async () => {
  const { client, answer } = open('/upload')
  await sendThenWait(client, 29)
  await sendThenWait(client, 31)
  expect(await answer).toBe(408)
})

test('any other body must be there within thirty seconds, however steadily it arrives', async () => {
  const { client, answer } = open('/form')
  await sendThenWait(client, 20)
  await sendThenWait(client, 11)
  expect(await answer).toBe(408)
})
