import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from './folders.ts'
import { gone } from './processes.ts'
import { answerAcross, databaseOf, startServerProcess, type ServerProcess } from './server-process.ts'

const TWO = { GATEHOUSE_PROCESSES: '2' }
const patience = { timeout: 25_000, interval: 20 }
const dataDirectory = temporaryFolder()

async function startTwo(): Promise<ServerProcess> {
  const server = await startServerProcess(dataDirectory, TWO)
  await server.line(/listening on port \d+ in 2 processes/)
  return server
}

/** The processes that serve below the first one. */
function servingOf({ pid }: ServerProcess): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((one) => parentOf(one) === pid && textOf(one, 'cmdline').includes('serving-process'))
}

function parentOf(pid: number): number {
  const stat = textOf(pid, 'stat')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
}

function textOf(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${String(pid)}/${name}`, 'utf8')
  } catch {
    return ''
  }
}

/** Uses its own connection, so that it may reach any of the processes. */
const statusOf = async ({ origin }: ServerProcess) => {
  const signal = AbortSignal.timeout(3_000)
  const answer = await fetch(`${origin}/.well-known/openid-configuration`, { headers: { connection: 'close' }, signal })
  await answer.text()
  return answer.status
}

/** A connection handed to a process in the moment it is killed is lost. */
const statusAfterKill = (server: ServerProcess) => vi.waitUntil(() => statusOf(server).catch(() => undefined), patience)

test('each of two processes answers alone, and a killed one is replaced', async () => {
  const server = await startTwo()
  const [first = 0, second = 0] = servingOf(server)
  process.kill(first, 'SIGKILL')
  await gone(first)
  const withoutFirst = await statusAfterKill(server)
  await vi.waitUntil(() => servingOf(server).length === 2, patience)
  const meanwhile = await Promise.all(Array.from({ length: 8 }, () => statusOf(server)))
  const [third = 0] = servingOf(server).filter((pid) => pid !== second)
  process.kill(second, 'SIGKILL')
  await gone(second)
  const withoutSecond = await statusAfterKill(server)

  expect([withoutFirst, withoutSecond]).toEqual([200, 200])
  // One that is not ready yet takes no request.
  expect(new Set(meanwhile)).toEqual(new Set([200]))
  expect(third).not.toBe(first)
}, 90_000)

/** How many sockets a process holds. */
function socketsOf(pid: number): number {
  const targets = readdirSync(`/proc/${String(pid)}/fd`).map((fd) => {
    try {
      return readlinkSync(`/proc/${String(pid)}/fd/${fd}`)
    } catch {
      return ''
    }
  })
  return targets.filter((target) => target.startsWith('socket:')).length
}

test('when one of two busy processes is killed no connection stays open without an answer, and the first process holds none of them (REL-06)', async () => {
  const server = await startTwo()
  const before = socketsOf(server.pid)
  const [first = 0] = servingOf(server)
  // These requests have no limit of their own: one without an answer keeps the test from ending.
  const requests = Array.from({ length: 200 }, (_unused, index) => {
    if (index === 100) process.kill(first, 'SIGKILL')
    return fetch(`${server.origin}/health/live`, { headers: { connection: 'close' } }).then((answer) => answer.text())
  })
  const settled = await Promise.allSettled(requests)
  await gone(first)
  await vi.waitUntil(() => servingOf(server).length === 2, patience)

  expect(settled.some(({ status }) => status === 'fulfilled')).toBe(true)
  // The channel to the process that was killed is gone, and the new one has one.
  await vi.waitUntil(() => socketsOf(server.pid) <= before, patience)
}, 90_000)

test.each([
  ['SIGTERM to the server', (server: ServerProcess) => server.kill('SIGTERM')],
  ['Ctrl-C in its terminal', (server: ServerProcess) => server.killGroup('SIGINT')],
])('%s ends all processes with success, and the database with them', async (_name, end) => {
  const server = await startTwo()
  const pids = [...servingOf(server), databaseOf(dataDirectory)]
  end(server)

  expect(await server.ended).toEqual({ code: 0, signal: null })
  expect(await Promise.all(pids.map(gone))).toEqual([true, true, true])
})

test('kill -9 of the first process ends the others, and an immediate start recovers', async () => {
  const first = await startTwo()
  const pids = servingOf(first)
  first.kill('SIGKILL')

  expect(await Promise.all(pids.map(gone))).toEqual([true, true])
  expect(await statusOf(await startTwo())).toBe(200)
})

test('a request under way in one of two processes is answered before the end', async () => {
  const server = await startTwo()

  expect(await answerAcross(server)).toMatch(/^HTTP\/1\.1 [24]\d\d /)
  expect(await server.ended).toEqual({ code: 0, signal: null })
})

test('a taken port stops the start of several processes with one sentence', async () => {
  const first = await startTwo()
  const port = new URL(first.origin).port
  const second = await startServerProcess(temporaryFolder(), { ...TWO, PORT: port })

  expect(await second.ended).toEqual({ code: 1, signal: null })
  expect(second.lines.filter((line) => line !== '')).toEqual([expect.stringMatching(/Port \d+ is taken .*\.$/)])
})

test.each(['0', '65', 'all'])('GATEHOUSE_PROCESSES=%s stops the start with one sentence', async (processes) => {
  const server = await startServerProcess(temporaryFolder(), { GATEHOUSE_PROCESSES: processes })

  expect(await server.ended).toEqual({ code: 1, signal: null })
  expect(server.lines.join()).toContain('it must be a whole number from 1 to 64')
})
