import type { Config } from '#platform/config'
import { startEmbeddedDatabase, type EmbeddedDatabase } from '#platform/embedded-database'
import { startWorker } from '#platform/jobs'
import { createLogger } from '#platform/telemetry'
import { hasAdministrator } from '#domain/administrators'
import { fillDevelopment } from './fill-development.ts'
import { refreshFirstRun } from './first-run.ts'
import { findUnresolved } from './find-unresolved.ts'
import { greetingOf } from './greeting.ts'
import { connectionOf } from './database-connection.ts'
import { openServices } from './services.ts'
import { checkConnection } from './check-connection.ts'
import { openServing } from './serving.ts'
import { createJobTable } from './worker.ts'

export interface RunningGatehouse {
  /** The text for the operator. */
  readonly greeting: string
  /** Fills the development environment of a new installation with the demo. Returns the text for the operator. */
  fillDemo(): Promise<string>
  /** Drains requests and jobs, then stops everything that was started here. */
  stop(): Promise<void>
}

/**
 * Starts a server: listens at once and answers 503 until database, migrations and keys are there.
 *
 * @throws {StartupProblem} one sentence for the operator; nothing is left running.
 */
export async function startGatehouse(config: Config): Promise<RunningGatehouse> {
  const closing: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const close of closing.reverse()) await close()
    closing.length = 0
  }
  try {
    const serving = await openServing(config)
    closing.push(serving.end)
    const database = config.databaseUrl === undefined ? await startEmbedded(config) : undefined
    if (database) closing.push(database.stop)
    const connection = connectionOf(config, database)
    await checkConnection(connection, config)
    const opened = await openServices(config, connection)
    closing.push(opened.close)
    const { services, installation } = opened
    refreshFirstRun(services.masterKey, installation, config)
    const worker = await startWorker(
      { connectionString: connection.directConnectionString, log: services.log },
      createJobTable(services),
    )
    closing.push(worker.stop)
    await serving.begin({ services, connection })
    // It is added again, so that it ends first: serving needs everything that was started after it.
    closing.push(serving.end)
    const controlDb = services.database.environment(installation.controlEnvironmentId)
    const isSetUp = await hasAdministrator(controlDb)
    const unresolved = await findUnresolved([installation.controlOrigin, installation.productionOrigin])
    return {
      greeting: greetingOf({ config, services, installation, isSetUp, unresolved }),
      fillDemo: () => fillDevelopment(services),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startEmbedded(config: Config): Promise<EmbeddedDatabase> {
  const log = createLogger(config.logLevel)
  return startEmbeddedDatabase({
    dataDirectory: config.dataDirectory,
    settings: { max_connections: String(connectionsFor(config)) },
    // PostgreSQL logs each start and checkpoint; the operator needs the problems only.
    log: (message) => (/FATAL|PANIC|ERROR|again/.test(message) ? log.warn(message) : log.debug(message)),
  })
}

/**
 * Returns the number of connections: the pool of each process, and those for listening, for jobs and for an operator's
 * own tools.
 */
function connectionsFor({ processes, databasePoolSize }: Config): number {
  return Math.max(100, (processes + 1) * (databasePoolSize + 10) + 20)
}
