import { mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { StartupProblem } from '#platform/errors'
import { findBinaries } from './binaries.ts'
import { DATABASE, ensureCluster, OWNER } from './cluster.ts'
import { lockDataDirectory, type DataDirectoryLock } from './data-directory-lock.ts'
import { stopLeftover } from './leftover.ts'
import { placeCluster } from './placement.ts'
import { prepareSocketDirectory, removeSocketDirectory, PORT } from './socket-directory.ts'
import { settingsFor } from './settings.ts'
import { Supervisor } from './supervisor.ts'

export interface EmbeddedDatabaseOptions {
  readonly dataDirectory: string
  /** Receives the output of PostgreSQL and its supervisor, line by line. */
  readonly log?: (message: string) => void
  /** A package folder with other binaries than the installed ones: for tests on older versions. */
  readonly packageFolder?: string | undefined
  /** Settings of PostgreSQL that replace the defaults; where it listens cannot be replaced. */
  readonly settings?: Readonly<Record<string, string>>
}

export interface EmbeddedDatabase {
  readonly connection: {
    /** The directory of the Unix socket. */
    readonly host: string
    readonly port: number
    readonly user: string
    readonly password: string
    readonly database: string
  }
  /** The process id of PostgreSQL; another one after a restart. */
  readonly serverPid: number
  /** Closes all connections, writes everything to disk, ends PostgreSQL and frees the data directory. */
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL of a data directory, creating both where they do not exist, and returns when it answers.
 *
 * @throws {StartupProblem} one sentence for the operator
 */
export async function startEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  try {
    mkdirSync(options.dataDirectory, { recursive: true, mode: 0o700 })
    // One name for one directory, which identifies a process of an earlier run.
    const dataDirectory = realpathSync(options.dataDirectory)
    const lock = lockDataDirectory(dataDirectory)
    try {
      return await startLocked(dataDirectory, lock, options)
    } catch (error) {
      lock.release()
      throw error
    }
  } catch (error) {
    throw asStartupProblem(error, options.dataDirectory)
  }
}

async function startLocked(
  dataDirectory: string,
  lock: DataDirectoryLock,
  { log = () => undefined, settings, packageFolder }: EmbeddedDatabaseOptions,
): Promise<EmbeddedDatabase> {
  const binaries = findBinaries(dataDirectory, packageFolder)
  const placement = placeCluster(dataDirectory, binaries, log)
  await stopLeftover(join(placement.home, 'postgres'), log)
  const cluster = ensureCluster(placement, dataDirectory, log)
  const host = prepareSocketDirectory(placement, dataDirectory)
  const supervisor = await Supervisor.start({
    placement,
    clusterDirectory: cluster.directory,
    settings: settingsFor(host, binaries.major, settings),
    log,
  })

  return {
    connection: { host, port: PORT, user: OWNER, password: cluster.password, database: DATABASE },
    get serverPid() {
      return supervisor.pid
    },
    async stop() {
      await supervisor.stop()
      removeSocketDirectory(dataDirectory)
      lock.release()
    },
  }
}

/** The operator has to solve errors of the file system (no space, no permission, a file where a folder should be). */
function asStartupProblem(error: unknown, dataDirectory: string): unknown {
  if (error instanceof StartupProblem || !(error instanceof Error && 'syscall' in error)) return error
  return new StartupProblem(`The data directory ${dataDirectory} cannot be used: ${error.message}.`, { cause: error })
}
