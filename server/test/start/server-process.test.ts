import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from './folders.ts'
import { gone, startProcess, type RunningProcess } from './processes.ts'
import {
  answerAcross,
  databaseOf,
  freePort,
  settings,
  startServerProcess,
  type ServerProcess,
} from './server-process.ts'

const ready = /listening/
const dataDirectory = temporaryFolder('closed', 'data')

const problemsOf = ({ lines }: ServerProcess) => lines.filter((line) => line !== '')

test('it reports that it listens when it is ready, and writes the first values to a file that only its owner can read', async () => {
  const server = await startServerProcess(dataDirectory)
  await server.line(ready)
  const { status } = await fetch(`${server.origin}/health/ready`)
  const firstRun: unknown = JSON.parse(readFileSync(join(dataDirectory, 'first-run.json'), 'utf8'))
  server.kill('SIGTERM')

  expect(status).toBe(200)
  expect(firstRun).toMatchObject({ issuer: server.origin })
  expect(await server.ended).toEqual({ code: 0, signal: null })
})

test('another port at a later start is another origin, in first-run.json as well', async () => {
  const folder = temporaryFolder('moved')
  const readSaved = () => JSON.parse(readFileSync(join(folder, 'first-run.json'), 'utf8')) as Record<string, unknown>
  const first = await startServerProcess(folder)
  await first.line(ready)
  const before = readSaved()
  first.kill('SIGTERM')
  await first.ended
  const second = await startServerProcess(folder)
  await second.line(ready)
  const after = readSaved()
  second.kill('SIGTERM')
  await second.ended

  expect(after).toMatchObject({ issuer: second.origin, inbox_token: before['inbox_token'] })
  expect(after['issuer']).not.toBe(before['issuer'])
  expect(after['installation']).toEqual({
    ...Object(before['installation']),
    audience: `${String(after['console_url'])}/api`,
    token_endpoint: `${String(after['console_url'])}/oauth2/token`,
  })
})

test.each([
  ['SIGTERM to the server', (server: ServerProcess) => server.kill('SIGTERM')],
  ['SIGTERM to its group', (server: ServerProcess) => server.killGroup('SIGTERM')],
  ['Ctrl-C in its terminal', (server: ServerProcess) => server.killGroup('SIGINT')],
])('%s ends it with success, and the database with it', async (_name, end) => {
  const server = await startServerProcess(dataDirectory)
  await server.line(ready)
  const database = databaseOf(dataDirectory)
  end(server)

  expect(await server.ended).toEqual({ code: 0, signal: null })
  expect(await gone(database)).toBe(true)
})

test.each([
  ['SIGTERM to npm', (npm: RunningProcess) => npm.kill('SIGTERM')],
  // Twice to the server: once as one of the group, once passed on by npm.
  ['SIGTERM to the group of npm', (npm: RunningProcess) => npm.killGroup('SIGTERM')],
  ['Ctrl-C in the terminal of npm', (npm: RunningProcess) => npm.killGroup('SIGINT')],
])('%s ends server and database', async (_name, end) => {
  const port = String(await freePort())
  const env = settings(dataDirectory, { PORT: port })
  // Without the preparing script, which is not what is tested here.
  const npm = startProcess(['start', '--ignore-scripts'], { file: 'npm', env })
  await npm.line(ready)
  const database = databaseOf(dataDirectory)
  end(npm)
  await npm.ended

  expect(await gone(database)).toBe(true)
  await expect(fetch(`http://localhost:${port}/health/live`)).rejects.toThrow('fetch failed')
})

test('SIGTERM while it starts leaves no database running', async () => {
  const folder = temporaryFolder()
  const server = await startServerProcess(folder)
  await vi.waitUntil(() => existsSync(join(folder, 'socket', '.s.PGSQL.5432')), { timeout: 25_000, interval: 5 })
  const database = databaseOf(folder)
  server.kill('SIGTERM')
  await server.ended

  expect(await gone(database)).toBe(true)
})

test('a request under way is answered before the end', async () => {
  const server = await startServerProcess(dataDirectory)
  await server.line(ready)
  const answer = await answerAcross(server)

  expect(answer).toMatch(/^HTTP\/1\.1 [24]\d\d /)
  expect(await server.ended).toEqual({ code: 0, signal: null })
})

test('kill -9 of the server alone: an immediate start recovers', async () => {
  const first = await startServerProcess(dataDirectory)
  await first.line(ready)
  first.kill('SIGKILL')
  const second = await startServerProcess(dataDirectory)
  await second.line(ready)
  expect((await fetch(`${second.origin}/health/ready`)).status).toBe(200)
})

test('kill -9 of server and database: an immediate start recovers', async () => {
  const first = await startServerProcess(dataDirectory)
  await first.line(ready)
  first.kill('SIGKILL')
  process.kill(databaseOf(dataDirectory), 'SIGKILL')
  const second = await startServerProcess(dataDirectory)
  await second.line(ready)
  expect((await fetch(`${second.origin}/health/ready`)).status).toBe(200)
})

test('a second server on the data directory stops with one sentence, and the first serves on', async () => {
  const first = await startServerProcess(dataDirectory)
  await first.line(ready)
  const second = await startServerProcess(dataDirectory)

  expect(await second.ended).toEqual({ code: 1, signal: null })
  expect(problemsOf(second)).toEqual([expect.stringMatching(/Another Gatehouse server is using .*\.$/)])
  expect((await fetch(`${first.origin}/health/ready`)).status).toBe(200)
})

test('a taken port stops the start with one sentence', async () => {
  const first = await startServerProcess(dataDirectory)
  await first.line(ready)
  const second = await startServerProcess(temporaryFolder(), { PORT: new URL(first.origin).port })

  expect(await second.ended).toEqual({ code: 1, signal: null })
  expect(problemsOf(second)).toEqual([expect.stringMatching(/Port \d+ is taken .*\.$/)])
})

test.each([
  ['a port that is none', { PORT: 'eighty' }, /PORT is "eighty"; it must be /],
  ['plain http away from loopback', { GATEHOUSE_URL: 'http://id.example.com' }, /GATEHOUSE_URL is "http:/],
  ['a database that is not PostgreSQL', { DATABASE_URL: 'mysql://localhost/x' }, /DATABASE_URL is .* must be /],
  ['a database that is down', { DATABASE_URL: 'postgres://x:secret@127.0.0.1:1/x' }, /DATABASE_URL does not let/],
])('%s stops the start with one sentence that keeps secrets', async (_name, wrong, sentence) => {
  const masterKey = { GATEHOUSE_MASTER_KEY: Buffer.alloc(32, 1).toString('base64') }
  const server = await startServerProcess(temporaryFolder(), { ...masterKey, ...wrong })

  expect(await server.ended).toEqual({ code: 1, signal: null })
  expect(problemsOf(server)).toEqual([expect.stringMatching(sentence)])
  expect(server.lines.join()).not.toContain('secret')
})
