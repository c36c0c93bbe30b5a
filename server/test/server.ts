import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import { parseConfig, type Config } from '#platform/config'
import type { FirstRun } from '../src/first-run.ts'
import { createApp } from '../src/app.ts'
import { openListener } from '../src/listener.ts'
import { openServices, type OpenServices } from '../src/services.ts'
import { connectionStringOf, MASTER_KEY, TEMPLATE, TEST_ORIGIN, withClient } from './connection.ts'

export interface TestServer {
  readonly origin: string
  readonly firstRun: FirstRun
  readonly config: Config
  readonly opened: OpenServices
  readonly connectionString: string
  /** Sends a request in process, or over the socket if the server listens. Redirects are not followed. */
  request(path: string, init?: RequestInit): Promise<Response>
  /** Moves the clock of every process on this database. */
  advance(seconds: number): Promise<void>
  /** Runs a query as the role that owns the schema, outside row-level security. */
  query(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>
}

interface StartOptions {
  /** Listens on a free port, for SDKs and browsers. */
  readonly isListening?: boolean
  readonly settings?: Readonly<Record<string, string>>
  /** Another address of the same database for request work. */
  readonly through?: (database: string) => Promise<string>
}

/** A server of its own: a database cloned from the migrated template, closed after the test file. */
export async function startServer(options: StartOptions = {}): Promise<TestServer> {
  const database = `test_${randomBytes(8).toString('hex')}`
  const admin = connectionStringOf(inject('server'), 'postgres')
  await withClient(admin, (client) => client.query(`create database ${database} template ${TEMPLATE}`))
  const connectionString = connectionStringOf(inject('server'), database)
  const port = options.isListening === true ? await freePort() : 3000
  const origin = options.isListening === true ? `http://localhost:${String(port)}` : TEST_ORIGIN
  const config = parseConfig({
    GATEHOUSE_URL: origin,
    PORT: String(port),
    GATEHOUSE_DATA_DIR: mkdtempSync(join(tmpdir(), 'gatehouse-file-')),
    GATEHOUSE_MASTER_KEY: MASTER_KEY,
    DATABASE_URL: connectionString,
    DATABASE_POOL_SIZE: '6',
    GATEHOUSE_LOG_LEVEL: 'silent',
    ...options.settings,
  })
  const way = (await options.through?.(database)) ?? connectionString
  const opened = await openServices(config, { connectionString: way, directConnectionString: way })
  const app = createApp({ services: opened.services, config, isStopping: () => false })
  const listener = options.isListening === true ? await openListener(config) : undefined
  listener?.serve(app)
  afterAll(async () => {
    await listener?.drain()
    await opened.close()
    await withClient(admin, (client) => client.query(`drop database if exists ${database} with (force)`))
    rmSync(config.dataDirectory, { recursive: true, force: true })
  })
  const query = (text: string, values: unknown[] = []) =>
    withClient(connectionString, async (client) => (await client.query<Record<string, unknown>>(text, values)).rows)
  return {
    origin,
    config,
    opened,
    connectionString,
    query,
    firstRun: rebase(JSON.parse(inject('firstRun')), origin),
    request: async (path, init) =>
      listener
        ? fetch(new URL(path, origin), { redirect: 'manual', ...init })
        : app.request(new URL(path, origin).href, init),
    async advance(seconds) {
      await query(`update installation set clock_offset_ms = clock_offset_ms + $1`, [seconds * 1000])
      await query(`select pg_notify('gatehouse_changed', 'clock')`)
      await opened.refreshClock()
    },
  }
}

/** The same database served by another process: with caches and a connection pool of its own. */
export async function anotherProcess(server: TestServer): Promise<TestServer> {
  const { config, connectionString } = server
  const opened = await openServices(config, { connectionString, directConnectionString: connectionString })
  afterAll(() => opened.close())
  const app = createApp({ services: opened.services, config, isStopping: () => false })
  return { ...server, opened, request: async (path, init) => app.request(new URL(path, server.origin).href, init) }
}

function rebase(firstRun: FirstRun, origin: string): FirstRun {
  return JSON.parse(JSON.stringify(firstRun).replaceAll(TEST_ORIGIN, origin)) as FirstRun
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
