// A program that consists only of a supervised database; the start tests kill it.
import { createInterface } from 'node:readline'
import { StartupProblem } from '#platform/errors'
import { startEmbeddedDatabase } from '#platform/embedded-database'

const dataDirectory = process.argv[2] ?? ''
try {
  const database = await startEmbeddedDatabase({ dataDirectory, log: (message) => console.log(`log ${message}`) })
  console.log(`ready ${JSON.stringify({ pid: database.serverPid, connection: database.connection })}`)
  process.once('SIGTERM', () => void database.stop().then(() => process.exit(0)))
  // Keeps the program alive as a server's listener would.
  createInterface({ input: process.stdin }).on('line', () => console.log(`pid ${String(database.serverPid)}`))
} catch (error) {
  if (!(error instanceof StartupProblem)) throw error
  console.log(`problem ${error.message}`)
  process.exit(1)
}
