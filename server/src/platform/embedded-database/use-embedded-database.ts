import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { StartupProblem } from '#platform/errors'
import { DATABASE, OWNER, readPassword } from './cluster.ts'
import { isDataDirectoryLocked } from './data-directory-lock.ts'
import { homeOf } from './placement.ts'
import { findSocketDirectory, PORT } from './socket-directory.ts'
import {
  startEmbeddedDatabase,
  type EmbeddedDatabase,
  type EmbeddedDatabaseOptions,
} from './start-embedded-database.ts'

type UsedDatabase = Pick<EmbeddedDatabase, 'connection' | 'stop'>

/**
 * Returns the database of a data directory for a command beside the server: that of the running server, or one that is
 * started for the command and stopped by it.
 *
 * @throws {StartupProblem} one sentence for the operator
 */
export async function useEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<UsedDatabase> {
  if (!existsSync(join(options.dataDirectory, 'master-key'))) {
    throw new StartupProblem(
      `${options.dataDirectory} is not the data directory of a Gatehouse server: set GATEHOUSE_DATA_DIR to it.`,
    )
  }
  const dataDirectory = realpathSync(options.dataDirectory)
  if (!isDataDirectoryLocked(dataDirectory)) return startEmbeddedDatabase(options)
  const host = findSocketDirectory(homeOf(dataDirectory), dataDirectory)
  const password = readPassword(dataDirectory)
  if (password === undefined) throw new StartupProblem('The server is starting for the first time: try again later.')
  return {
    connection: { host, port: PORT, user: OWNER, password, database: DATABASE },
    stop: () => Promise.resolve(),
  }
}
