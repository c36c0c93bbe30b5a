import { parseConfig } from '#platform/config'
import { openDatabase, sql, type SystemDb } from '#platform/db'
import { useEmbeddedDatabase } from '#platform/embedded-database'
import { StartupProblem } from '#platform/errors'
import { connectionOf } from './database-connection.ts'

/**
 * Runs a command of an operator on the server's machine, on the database that the server uses, beside a running server or
 * without one. `prepare` reads the arguments before anything is opened. A `StartupProblem` ends it with a sentence.
 */
export async function runOperatorCommand(prepare: () => (system: SystemDb) => Promise<string>): Promise<void> {
  try {
    process.stdout.write(`${await inDatabase(prepare())}\n`)
  } catch (error) {
    if (!(error instanceof StartupProblem)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}

async function inDatabase<T>(work: (system: SystemDb) => Promise<T>): Promise<T> {
  const config = parseConfig(process.env)
  const { dataDirectory, databaseUrl } = config
  const embedded = databaseUrl === undefined ? await useEmbeddedDatabase({ dataDirectory }) : undefined
  const { connectionString, directConnectionString } = connectionOf(config, embedded)
  const database = openDatabase({
    connection: { connectionString },
    direct: { connectionString: directConnectionString },
    poolSize: 1,
  })
  try {
    await checkSchema(database.system)
    return await work(database.system)
  } finally {
    await database.close()
    await embedded?.stop()
  }
}

/** A database that no server of this version has started on has other tables. */
async function checkSchema(system: SystemDb): Promise<void> {
  const { rows } = await sql`select from information_schema.columns
    where table_name = 'factors' and column_name = 'last_step'`.execute(system)
  if (rows.length === 0)
    throw new StartupProblem('Start this version of the server on the database once, then try again.')
}
