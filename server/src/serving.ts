import cluster from 'node:cluster'
import { join } from 'node:path'
import type { Config } from '#platform/config'
import type { Services } from '#platform/context'
import { StartupProblem } from '#platform/errors'
import { createLogger } from '#platform/telemetry'
import { createApp } from './app.ts'
import { checkPort, openListener } from './listener.ts'
import type { Connection } from './database-connection.ts'

/** The processes that answer requests: this one, or several that it starts and watches. */
export interface ServingProcesses {
  /** Until it is called requests are answered by 503. Resolves when every process answers. */
  begin(parts: { services: Services; connection: Connection }): Promise<void>
  /** Accepts no new request and waits for those under way. */
  end(): Promise<void>
}

/**
 * Messages between the primary and its workers. A worker told to `listen` takes the port at once; any other waits until
 * it is ready.
 */
export type WorkerCommand = { readonly listen: true } | { readonly begin: Connection } | { readonly end: true }
export type WorkerReport = { readonly is: 'listening' | 'ready' } | { readonly problem: string }

const PROGRAM = join(import.meta.dirname, 'serving-process.js')
/** Flags of the processes that serve; docs/operations/processes.md explains them. */
const FLAGS = ['--semi-space-growth-factor=1', '--max-semi-space-size=32']
const REPLACE_AFTER_MS = 1_000
/** Less than the first process gives itself: a process that misses the message to end must not stay behind. */
const END_LIMIT_MS = 15_000

/** @throws {StartupProblem} when the port is taken or may not be used. */
export function openServing(config: Config): Promise<ServingProcesses> {
  return config.processes === 1 ? serveHere(config) : serveInProcesses(config)
}

async function serveHere(config: Config): Promise<ServingProcesses> {
  const listener = await openListener(config)
  return {
    async begin({ services }) {
      listener.serve(createApp({ services, config, isStopping: listener.isClosing }))
    },
    end: listener.drain,
  }
}

/**
 * Starts several processes that share the port, for machines where JavaScript is the limit. Each has a socket of its
 * own there, and the system spreads connections over them; where it cannot, this process hands them to one after the
 * other. Jobs and the database stay with this process, which serves nothing itself.
 */
async function serveInProcesses(config: Config): Promise<ServingProcesses> {
  await checkPort(config)
  const log = createLogger(config.logLevel)
  const running = new Set<WorkerHandle>()
  let connection: Connection | undefined
  let isEnding = false
  cluster.setupPrimary({ exec: PROGRAM, execArgv: [...process.execArgv, ...FLAGS] })

  function start(first: WorkerCommand): WorkerHandle {
    const one = startOne(first)
    running.add(one)
    void one.ended.then((how) => {
      running.delete(one)
      if (isEnding || !connection) return
      log.error(how, 'a process that serves ended, and is replaced')
      setTimeout(replace, REPLACE_AFTER_MS)
    })
    return one
  }

  function replace(): void {
    if (isEnding || !connection) return
    // It ends then, and is replaced once more.
    start({ begin: connection }).ready.catch((error: unknown) =>
      log.error({ err: error }, 'a process that serves did not start'),
    )
  }

  async function end(): Promise<void> {
    isEnding = true
    await Promise.all(Array.from(running, (one) => one.end()))
  }

  const first = Array.from({ length: config.processes }, () => start({ listen: true }))
  try {
    await Promise.all(first.map((one) => one.listening))
  } catch (error) {
    await end()
    throw error
  }
  return {
    async begin(parts) {
      connection = parts.connection
      for (const one of first) one.say({ begin: connection })
      // A process that ended meanwhile stops the start: it was not replaced.
      await Promise.all(first.map((one) => one.ready))
    },
    end,
  }
}

interface WorkerHandle {
  readonly listening: Promise<void>
  readonly ready: Promise<void>
  readonly ended: Promise<{ code: number | null; signal: string | null }>
  say(what: WorkerCommand): void
  end(): Promise<void>
}

function startOne(first: WorkerCommand): WorkerHandle {
  const worker = cluster.fork()
  const listening = Promise.withResolvers<void>()
  const ready = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<Awaited<WorkerHandle['ended']>>()
  // Callers that await them get the error; without one it must not count as unhandled.
  for (const { promise } of [listening, ready]) promise.catch(() => undefined)
  const fail = (error: Error) => {
    listening.reject(error)
    ready.reject(error)
  }
  worker.on('message', (message: WorkerReport) => {
    if ('problem' in message) fail(new StartupProblem(message.problem))
    else if (message.is === 'listening') listening.resolve()
    else ready.resolve()
  })
  worker.on('error', fail)
  worker.on('exit', (code, signal) => {
    const how = signal ?? `code ${String(code)}`
    fail(new StartupProblem(`A process that was to answer requests ended with ${how}; what it wrote stands above.`))
    ended.resolve({ code, signal })
  })
  const say = (what: WorkerCommand) => {
    if (worker.isConnected()) worker.send(what)
  }
  say(first)
  return {
    listening: listening.promise,
    ready: ready.promise,
    ended: ended.promise,
    say,
    async end() {
      say({ end: true })
      const limit = setTimeout(() => worker.process.kill('SIGKILL'), END_LIMIT_MS)
      await ended.promise
      clearTimeout(limit)
    },
  }
}
