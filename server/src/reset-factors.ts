import { parseArgs } from 'node:util'
import { adjustableClock } from '#platform/clock'
import { StartupProblem } from '#platform/errors'
import { resetAdministratorFactors } from '#domain/administrators'
import { runOperatorCommand } from './operator-command.ts'

const USAGE = 'Usage: npm run reset-factors -- --administrator <email address>'

/** Removes the second factors of an administrator who lost them all: the way back in when nobody else can help. */
export const resetFactors = () =>
  runOperatorCommand(() => {
    const email = readAddress()
    return async (system) => {
      const kinds = await resetAdministratorFactors({ system, clock: adjustableClock().now }, email)
      if (kinds.length === 0) return `${email} had no second factor.`
      return `Removed the second factors of ${email}: ${kinds.join(', ')}. The next sign-in asks for a new one where it is required.`
    }
  })

await resetFactors()

function readAddress(): string {
  try {
    const { values } = parseArgs({
      args: process.argv.slice(3),
      options: { administrator: { type: 'string' } } as const,
    })
    if (values.administrator !== undefined) return values.administrator
  } catch (error) {
    throw new StartupProblem(USAGE, { cause: error })
  }
  throw new StartupProblem(USAGE)
}
