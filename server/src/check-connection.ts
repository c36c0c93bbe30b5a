import type { Config } from '#platform/config'
import { probe } from '#platform/db'
import { StartupProblem } from '#platform/errors'
import type { Connection } from './database-connection.ts'

/** @throws {StartupProblem} when the database does not let us in; the sentence names host and reason, never the password. */
export async function checkConnection(connection: Connection, config: Config): Promise<void> {
  const reason = await probe(connection.directConnectionString)
  if (reason === undefined) return
  const name = config.databaseDirectUrl === undefined ? 'DATABASE_URL' : 'DATABASE_DIRECT_URL'
  throw new StartupProblem(
    config.databaseUrl === undefined
      ? `The embedded database does not answer: ${reason}.`
      : `The database of ${name} does not let Gatehouse in: ${reason}.`,
  )
}
