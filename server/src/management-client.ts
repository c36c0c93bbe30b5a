import { parseArgs } from 'node:util'
import { adjustableClock } from '#platform/clock'
import { parseConfig, type Config } from '#platform/config'
import { openDatabase, sql } from '#platform/db'
import { useEmbeddedDatabase } from '#platform/embedded-database'
import { StartupProblem } from '#platform/errors'
import { managementClientViewOf, recoverManagementClient, type ManagementClient } from '#domain/installation'
import { connectionOf } from './database-connection.ts'

const USAGE = 'Usage: npm run management-client -- --environment <code> [--business <host label>]'

/** Makes a client of the Management API on the server's machine, and prints it: the way back in when all are lost. */
async function main(): Promise<void> {
  const { environment, business } = readArguments()
  const client = await inDatabase(parseConfig(process.env), { environment, business })
  const shown = { issuer: client.origin, environment, management: managementClientViewOf(client) }
  process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`)
}

interface ClientSelection {
  readonly environment: string
  readonly business: string | undefined
}

function readArguments(): ClientSelection {
  const { environment, business } = parse()
  if (environment === undefined) throw new StartupProblem(USAGE)
  return { environment, business }
}

function parse() {
  try {
    const options = { environment: { type: 'string' }, business: { type: 'string' } } as const
    return parseArgs({ args: process.argv.slice(3), options }).values
  } catch (error) {
    throw new StartupProblem(USAGE, { cause: error })
  }
}

async function inDatabase(config: Config, wanted: ClientSelection): Promise<ManagementClient> {
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
    return await recoverManagementClient({ system: database.system, clock: adjustableClock().now }, wanted)
  } finally {
    await database.close()
    await embedded?.stop()
  }
}

/** A database that no server of this version has started on has other tables. */
async function checkSchema(system: ReturnType<typeof openDatabase>['system']): Promise<void> {
  const { rows } = await sql`select from information_schema.columns
    where table_name = 'installation' and column_name = 'root_business_id'`.execute(system)
  if (rows.length === 0)
    throw new StartupProblem('Start this version of the server on the database once, then try again.')
}

try {
  await main()
} catch (error) {
  if (!(error instanceof StartupProblem)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
