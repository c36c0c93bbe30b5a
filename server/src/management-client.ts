import { parseArgs } from 'node:util'
import { adjustableClock } from '#platform/clock'
import { StartupProblem } from '#platform/errors'
import { managementClientViewOf, recoverManagementClient } from '#domain/installation'
import { runOperatorCommand } from './operator-command.ts'

const USAGE = 'Usage: npm run management-client -- --environment <code> [--business <host label>]'

/** Makes a client of the Management API on the server's machine, and prints it: the way back in when all are lost. */
await runOperatorCommand(() => {
  const { environment, business } = readArguments()
  return async (system) => {
    const client = await recoverManagementClient({ system, clock: adjustableClock().now }, { environment, business })
    return JSON.stringify({ issuer: client.origin, environment, management: managementClientViewOf(client) }, null, 2)
  }
})

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
