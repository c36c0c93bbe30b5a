import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { parseConfig } from '#platform/config'
import { startEmbeddedDatabase } from '#platform/embedded-database'
import { openServices } from '../src/services.ts'
import { connectionStringOf, MASTER_KEY, TEMPLATE, TEST_ORIGIN, withClient } from './connection.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    server: { host: string; port: number; user: string; password: string }
    firstRun: string
  }
}

/** One PostgreSQL for the whole run, with one migrated and seeded database that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // `npm test` builds it first; a single file run by hand may be the first to need it.
  execFileSync(process.execPath, [join(import.meta.dirname, '..', '..', 'scripts', 'common-passwords.mjs')])
  const dataDirectory = mkdtempSync(join(tmpdir(), 'gatehouse-test-'))
  const database = await startEmbeddedDatabase({
    dataDirectory,
    packageFolder: process.env['GATEHOUSE_TEST_POSTGRES'],
    settings: { fsync: 'off', synchronous_commit: 'off', max_connections: '400', full_page_writes: 'off' },
  })
  const { host, port, user, password } = database.connection
  const server = { host, port, user, password }
  await withClient(connectionStringOf(server, 'postgres'), (client) => client.query(`create database ${TEMPLATE}`))
  const connectionString = connectionStringOf(server, TEMPLATE)
  const config = parseConfig({
    GATEHOUSE_URL: TEST_ORIGIN,
    GATEHOUSE_DATA_DIR: dataDirectory,
    GATEHOUSE_MASTER_KEY: MASTER_KEY,
    DATABASE_URL: connectionString,
    GATEHOUSE_LOG_LEVEL: 'silent',
  })
  const opened = await openServices(config, { connectionString, directConnectionString: connectionString })
  await opened.close()
  project.provide('server', server)
  project.provide('firstRun', readFileSync(join(dataDirectory, 'first-run.json'), 'utf8'))
  return async () => {
    await database.stop()
    rmSync(dataDirectory, { recursive: true, force: true })
  }
}
