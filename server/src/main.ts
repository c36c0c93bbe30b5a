import { StartupProblem } from '#platform/errors'
import { parseConfig } from '#platform/config'
import { settleHeap } from './settle-heap.ts'
import { startGatehouse } from './start.ts'

const DRAIN_LIMIT_MS = 20_000

/** Prints to the operator's terminal; the log is another thing. */
function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/**
 * Heard from the first moment on: a database that was just started must be stopped again. And to the last: Ctrl-C
 * reaches the whole group and npm passes it on once more; a signal that nobody hears would end us with the database
 * still running.
 */
function listenForStop(): Promise<void> {
  const heard = new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, resolve)
  })
  return heard.then((name) => {
    say(`\n${name}: finishing requests and stopping the database.`)
    // A connection that never ends must not keep the database open for ever.
    setTimeout(() => process.exit(1), DRAIN_LIMIT_MS).unref()
  })
}

function explain(error: unknown): string {
  if (error instanceof StartupProblem) return `Gatehouse did not start. ${error.message}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

try {
  const stopped = listenForStop()
  const running = await startGatehouse(parseConfig(process.env))
  settleHeap()
  say(running.greeting)
  if (process.argv.includes('--demo')) say(`\n${await running.fillDemo()}`)
  await stopped
  await running.stop()
  process.exit(0)
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
}
