import { StartupProblem } from '#platform/errors'
import { parseConfig } from '#platform/config'
import { startGatehouse, type RunningGatehouse } from './start.ts'

const DRAIN_LIMIT_MS = 20_000

/** Prints to the operator's terminal; the log is another thing. */
function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

async function stopOn(running: RunningGatehouse): Promise<void> {
  const signal = await new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => resolve(name))
  })
  say(`\n${signal}: finishing requests and stopping the database.`)
  // A connection that never ends must not keep the database open for ever.
  setTimeout(() => process.exit(1), DRAIN_LIMIT_MS).unref()
  await running.stop()
}

try {
  const running = await startGatehouse(parseConfig(process.env))
  say(running.greeting)
  await stopOn(running)
  process.exit(0)
} catch (error) {
  const isForeseen = error instanceof StartupProblem
  process.stderr.write(
    isForeseen
      ? `Gatehouse did not start. ${error.message}\n`
      : `${String(error instanceof Error ? error.stack : error)}\n`,
  )
  process.exit(1)
}
