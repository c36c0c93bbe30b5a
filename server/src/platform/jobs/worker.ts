import { EventEmitter } from 'node:events'
import {
  Logger as WorkerLogger,
  run,
  type JobHelpers,
  type Runner,
  type Task,
  type WorkerEvents,
} from 'graphile-worker'
import pg from 'pg'
import type { Logger } from '#platform/telemetry'
import type { JobHandler, JobTable, Lane } from './job-table.ts'
import { addJitter, announcePool, takeOver } from './takeover.ts'

export interface Worker {
  stop(): Promise<void>
}

interface WorkerOptions {
  readonly connectionString: string
  readonly log: Logger
}

const POLL_MS = 2_000
const TAKEOVER_MS = 15_000
/** How long a running job may go on after `stop` before its signal is aborted. */
const PATIENCE_MS = 5_000

/** Runs jobs until stopped; a job that is running when `stop` is called is finished first. */
export async function startWorker(options: WorkerOptions, lanes: JobTable): Promise<Worker> {
  const hands = lanes.reduce((sum, lane) => sum + lane.concurrency, 0)
  // Each lane listens on a connection of its own; one more is for taking over.
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: hands + lanes.length + 1,
    keepAlive: true,
  })
  pool.on('error', (error) => options.log.warn({ err: error }, 'a connection of the worker was lost'))
  // A connection that breaks while it is in use tells its user; unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const runners: Runner[] = []
  for (const lane of lanes) runners.push(await startLane(pool, options.log, lane))
  const look = () => {
    takeOver(pool).catch((error: unknown) => options.log.warn({ err: error }, 'jobs could not be taken over'))
  }
  look()
  const timer = setInterval(look, TAKEOVER_MS).unref()
  return {
    async stop() {
      clearInterval(timer)
      await Promise.all(runners.map((runner) => runner.stop()))
      for (const lane of lanes) lane.close?.()
      await pool.end()
    },
  }
}

function startLane(pool: pg.Pool, log: Logger, lane: Lane): Promise<Runner> {
  const tasks = Object.entries(lane.handlers).map(([name, handle]) => [name, taskOf(name, handle, log)] as const)
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:listen:success', ({ client, workerPool }) => {
    const warn = (error: unknown) => log.warn({ err: error }, 'a lane could not be named')
    // Not at once: the connection is about to say LISTEN.
    client.once('drain', () => void announcePool(client, workerPool.id).catch(warn))
  })
  return run({
    pgPool: pool,
    concurrency: lane.concurrency,
    noHandleSignals: true,
    pollInterval: POLL_MS,
    gracefulShutdownAbortTimeout: PATIENCE_MS,
    logger: quietLogger(log, lane.name),
    events,
    taskList: Object.fromEntries(tasks),
    // Given, even when empty: otherwise a file named `crontab` is looked for in the working directory.
    crontab: lane.schedule ?? '',
  })
}

function taskOf(name: string, handle: JobHandler, log: Logger): Task {
  return async (payload, helpers) => {
    const { attempts, max_attempts: mostAttempts } = helpers.job
    const isLastTry = attempts >= mostAttempts
    try {
      await handle(payload, { isLastTry, signal: signalOf(helpers) })
    } catch (error) {
      log.warn({ err: error, job: name, attempt: attempts, isLastTry }, 'a job failed')
      await helpers.withPgClient((client) => addJitter(client, helpers.job.id))
      // What went wrong may name people, and the worker keeps the message in its tables.
      throw new Error(`${name} failed, see the log`, { cause: error })
    }
  }
}

function signalOf(helpers: JobHelpers): AbortSignal {
  return helpers.abortSignal ?? new AbortController().signal
}

/** What the worker says about itself goes to our log; failed jobs are logged above, with what is needed to understand. */
function quietLogger(log: Logger, lane: string): WorkerLogger {
  return new WorkerLogger((scope) => (level, message) => {
    const isAboutJob = scope.jobId !== undefined || scope.taskIdentifier !== undefined
    const isTrouble = (level === 'error' || level === 'warning') && !isAboutJob && !/^Failed task/.test(message)
    log[isTrouble ? 'warn' : 'debug']({ lane }, message)
  })
}
