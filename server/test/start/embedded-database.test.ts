import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { problemOf, queryOnce, startDatabase, startSupervisor, stopDatabase } from './databases.ts'
import { temporaryFolder } from './folders.ts'
import { gone, isRunning } from './processes.ts'

const patience = { timeout: 25_000, interval: 20 }
const statusOf = (pid: number) => readFileSync(`/proc/${String(pid)}/status`, 'utf8')
const killedBy = (pid: number) => void process.kill(pid, 'SIGKILL')

test('data survives a stop and a start', async () => {
  const folder = temporaryFolder()
  const first = await startDatabase(folder)
  await first.query('create table kept as select 42 as answer')
  await stopDatabase(first)
  const second = await startDatabase(folder)

  expect(await second.query('select answer from kept')).toEqual([{ answer: 42 }])
  expect(isRunning(first.pid)).toBe(false)
})

const shared = await startDatabase(temporaryFolder())

test('the database never runs as root, whoever starts it', () => {
  expect(statusOf(shared.pid)).toMatch(/^CapEff:\s0+$/m)
})

test('it listens on a socket that only its user may enter, and on no address', async () => {
  expect(statSync(shared.connection.host).mode & 0o777).toBe(0o700)
  expect(await shared.query('show listen_addresses')).toEqual([{ listen_addresses: '' }])
})

test('it requires its password', async () => {
  await expect(queryOnce({ ...shared.connection, password: 'wrong' }, 'select 1')).rejects.toThrow('password')
})

test('it is UTF-8 with C collation, and writes through to disk', async () => {
  const [row] = await shared.query(
    `select datcollate, pg_encoding_to_char(encoding) as encoding, current_setting('fsync') as fsync
       from pg_database where datname = current_database()`,
  )
  expect(row).toEqual({ datcollate: 'C', encoding: 'UTF8', fsync: 'on' })
})

test('Ctrl-C in the terminal of the server does not reach it, because it has its own session', () => {
  const stat = readFileSync(`/proc/${String(shared.pid)}/stat`, 'utf8')
  // The sixth field is the session, named after the process that leads it.
  expect(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3]).toBe(String(shared.pid))
})

test('a second supervisor on the data directory is refused', async () => {
  const folder = temporaryFolder()
  await startDatabase(folder)
  expect(await problemOf(folder)).toMatch(/^Another Gatehouse server is using the data directory /)
})

test('after kill -9 of the server alone, an immediate start has all acknowledged data', async () => {
  const folder = temporaryFolder()
  const first = await startDatabase(folder)
  await first.query('create table kept as select 1 as n')
  first.supervisor.kill('SIGKILL')
  const second = await startDatabase(folder)

  expect(await second.query('select n from kept')).toEqual([{ n: 1 }])
  expect(isRunning(first.pid)).toBe(false)
})

test('after kill -9 of both, an immediate start has all acknowledged data', async () => {
  const folder = temporaryFolder()
  const first = await startDatabase(folder)
  await first.query('create table kept as select 1 as n')
  first.supervisor.kill('SIGKILL')
  killedBy(first.pid)
  const second = await startDatabase(folder)

  expect(await second.query('select n from kept')).toEqual([{ n: 1 }])
})

test('a database that is killed under a living server is started again', async () => {
  const { pid, supervisor, query } = await startDatabase(temporaryFolder())
  killedBy(pid)
  await supervisor.line(/ended unexpectedly and is started again/)

  const rows = await vi.waitUntil(() => query('select 1 as n').catch(() => undefined), patience)
  expect(rows).toEqual([{ n: 1 }])
})

test('a kill in the middle of the first start leaves a start that works, and no rubbish', async () => {
  const folder = temporaryFolder()
  const first = startSupervisor(folder)
  await vi.waitUntil(() => readdirSync(folder).some((name) => name.startsWith('postgres.new-')), patience)
  first.killGroup('SIGKILL')
  const second = await startDatabase(folder)

  expect(await second.query('select 1 as n')).toEqual([{ n: 1 }])
  expect(readdirSync(folder).filter((name) => name.includes('.new'))).toEqual([])
})

test('a stale lock that names another living process does not keep it from starting', async () => {
  const folder = temporaryFolder()
  const first = await startDatabase(folder)
  first.supervisor.kill('SIGKILL')
  killedBy(first.pid)
  await gone(first.pid)
  const lockFile = join(folder, 'postgres', 'postmaster.pid')
  writeFileSync(lockFile, readFileSync(lockFile, 'utf8').replace(/^\d+/, String(process.pid)))
  const second = await startDatabase(folder)

  expect(await second.query('select 1 as n')).toEqual([{ n: 1 }])
})

test('a path too long for a socket moves the socket, and a stop removes it', async () => {
  const folder = temporaryFolder('a-folder-with-a-long-name'.repeat(5), 'and spaces, "quotes"')
  const database = await startDatabase(folder)
  const { host } = database.connection
  expect(await database.query('select 1 as n')).toEqual([{ n: 1 }])
  await stopDatabase(database)

  expect(host.startsWith(folder)).toBe(false)
  expect(existsSync(host)).toBe(false)
})

test('a lost password is replaced', async () => {
  const folder = temporaryFolder()
  await stopDatabase(await startDatabase(folder))
  rmSync(join(folder, 'postgres-password'))
  const second = await startDatabase(folder)

  expect(await second.query('select 1 as n')).toEqual([{ n: 1 }])
  expect(statSync(join(folder, 'postgres-password')).mode & 0o777).toBe(0o600)
})

test('a database of another major version is left alone', async () => {
  const folder = temporaryFolder()
  await stopDatabase(await startDatabase(folder))
  writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '17\n')

  expect(await problemOf(folder)).toMatch(/^The data directory holds a PostgreSQL 17 database and this release runs /)
})

test('a directory that is not a data directory is refused in one sentence', async () => {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  expect(await problemOf(file)).toMatch(/^The data directory .* cannot be used: [^\n]+\.$/)
})

/** Only root can start the database as another user. */
const testAsRoot = process.getuid?.() === 0 ? test : () => undefined

/** PATH with an `unshare` that fails, as in a container that forbids user namespaces. */
function withoutNamespaces(): Record<string, string> {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'unshare'), '#!/bin/sh\nexit 1\n')
  chmodSync(join(folder, 'unshare'), 0o755)
  return { PATH: `${folder}:${process.env['PATH'] ?? ''}` }
}

testAsRoot('root without namespaces, in a closed folder: another user runs it where that user can', async () => {
  const folder = temporaryFolder('data')
  const env = withoutNamespaces()
  const first = await startDatabase(folder, env)
  await first.query('create table kept as select 1 as n')
  await stopDatabase(first)
  const second = await startDatabase(folder)

  expect(statusOf(second.pid)).not.toMatch(/^Uid:\s0/m)
  expect(existsSync(join(folder, 'postgres'))).toBe(false)
  expect(await second.query('select n from kept')).toEqual([{ n: 1 }])
})

testAsRoot('root without namespaces, in an open folder: another user runs it there', async () => {
  const folder = temporaryFolder('data')
  chmodSync(join(folder, '..'), 0o755)
  const first = await startDatabase(folder, withoutNamespaces())

  expect(statusOf(first.pid)).not.toMatch(/^Uid:\s0/m)
  expect(existsSync(join(folder, 'postgres', 'PG_VERSION'))).toBe(true)
})

testAsRoot('a database made with namespaces goes on without them', async () => {
  const folder = temporaryFolder('data')
  chmodSync(join(folder, '..'), 0o755)
  const first = await startDatabase(folder)
  await first.query('create table kept as select 1 as n')
  await stopDatabase(first)
  const second = await startDatabase(folder, withoutNamespaces())

  expect(await second.query('select n from kept')).toEqual([{ n: 1 }])
})
