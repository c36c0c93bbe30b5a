import { parseConfig, type Config } from '#platform/config'
import { StartupProblem } from '#platform/errors'
import { createApp } from './app.ts'
import { openListener, type Listener } from './listener.ts'
import type { Connection } from './database-connection.ts'
import { openServices } from './services.ts'
import type { WorkerReport, WorkerCommand } from './serving.ts'
import { settleHeap } from './settle-heap.ts'

/**
 * One of several processes that answer requests and do nothing else; see `serving.ts`, which starts it. When the first
 * process is gone there is no database either, and nobody to end this one.
 */

function say(what: WorkerReport): void {
  process.send?.(what)
}

// A signal to the group is for the first process: it says when to end.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined)
process.on('disconnect', () => process.exit(1))

const told = Promise.withResolvers<WorkerCommand>()
const begun = Promise.withResolvers<Connection>()
const ended = Promise.withResolvers<void>()
process.on('message', (message: WorkerCommand) => {
  told.resolve(message)
  if ('begin' in message) begun.resolve(message.begin)
  else if ('end' in message) ended.resolve()
})

async function serve(): Promise<void> {
  const config = parseConfig(process.env)
  const early = 'listen' in (await told.promise) ? await listen(config) : undefined
  const connection = await Promise.race([begun.promise, ended.promise])
  if (!connection) return
  const { services, close } = await openServices(config, connection)
  const listener = early ?? (await listen(config))
  listener.serve(createApp({ services, config, isStopping: listener.isClosing }))
  settleHeap()
  say({ is: 'ready' })
  await ended.promise
  await listener.drain()
  await close()
}

async function listen(config: Config): Promise<Listener> {
  const listener = await openListener(config, { isShared: true })
  void ended.promise.then(listener.drain)
  say({ is: 'listening' })
  return listener
}

try {
  await serve()
  process.exit(0)
} catch (error) {
  const end = () => process.exit(1)
  if (error instanceof StartupProblem && process.send) process.send({ problem: error.message }, end)
  else process.stderr.write(`${error instanceof Error ? String(error.stack) : String(error)}\n`, end)
}
