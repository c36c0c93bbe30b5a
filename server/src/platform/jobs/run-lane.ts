import { EventEmitter } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { Logger as WorkerLogger, run, type Runner, type Task, type WorkerEvents } from 'graphile-worker'
import type pg from 'pg'
import type { Logger } from '#platform/telemetry'
import type { JobHandler, Lane } from './job-table.ts'
import { addJitter, announcePool } from './takeover.ts'

export interface RunningLane {
  stop(): Promise<void>
}

const POLL_MS = 2_000
const RESTART_MS = 1_000
/** How long a running job may go on after `stop` before its signal is aborted. */
const PATIENCE_MS = 5_000

/**
 * Runs a lane until it is stopped. The library gives a lane up when the database goes away at the wrong moment; this
 * code starts it again until it runs.
 */
export async function runLane(pool: pg.Pool, log: Logger, lane: Lane): Promise<RunningLane> {
  const stopping = new AbortController()
  let runner = await startRunner(pool, log, lane)
  const watched = watch()

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await runner.promise
        if (!stopping.signal.aborted) runner = await startRunner(pool, log, lane)
      } catch (error) {
        if (stopping.signal.aborted) return
        log.warn({ err: error, lane: lane.name }, 'a lane stopped and is started again')
        await wait(RESTART_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
        runner = await startRunner(pool, log, lane).catch(() => runner)
      }
    }
  }

  return {
    async stop() {
      stopping.abort()
      // It may have stopped by itself a moment ago, which is just as good.
      await runner.stop().catch(() => undefined)
      await watched
    },
  }
}

function startRunner(pool: pg.Pool, log: Logger, lane: Lane): Promise<Runner> {
  const tasks = Object.entries(lane.handlers).map(([name, handle]) => [name, taskOf(name, handle, log)] as const)
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:listen:success', ({ client, workerPool }) => {
    const warn = (error: unknown) => log.warn({ err: error }, 'a lane could not be named')
    // This must wait: the connection is about to send LISTEN.
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
    // Jobs are completed in batches, even of one: otherwise the library does not wait at its stop for the statement
    // that completes a job, and an error of that statement would end the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    taskList: Object.fromEntries(tasks),
    // Set even when empty: otherwise the library looks for a file named `crontab` in the working directory.
    crontab: lane.schedule ?? '',
  })
}

function taskOf(name: string, handle: JobHandler, log: Logger): Task {
  return async (payload, { job, abortSignal, withPgClient }) => {
    const isLastTry = job.attempts >= job.max_attempts
    try {
      await handle(payload, { isLastTry, signal: abortSignal ?? new AbortController().signal })
    } catch (error) {
      log.warn({ err: error, job: name, attempt: job.attempts, isLastTry }, 'a job failed')
      await withPgClient((client) => addJitter(client, job.id))
      // The error may name people, and the worker stores the message in its tables.
      throw new Error(`${codeOf(error)}, see the log`, { cause: error })
    }
  }
}

/** Returns the code of an error, in a form that cannot hold anything else. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'failed'
}

/** The worker's own messages go to the product's log; failed jobs are logged above, with the details. */
function quietLogger(log: Logger, lane: string): WorkerLogger {
  return new WorkerLogger((scope) => (level, message) => {
    const isAboutJob = scope.jobId !== undefined || scope.taskIdentifier !== undefined || /^Failed task/.test(message)
    const isTrouble = (level === 'error' || level === 'warning') && !isAboutJob
    log[isTrouble ? 'warn' : 'debug']({ lane }, message)
  })
}
