import pg from 'pg'
import type { Logger } from '#platform/telemetry'
import type { JobTable } from './job-table.ts'
import { runLane, type RunningLane } from './run-lane.ts'
import { takeOver } from './takeover.ts'

export interface Worker {
  stop(): Promise<void>
}

interface WorkerOptions {
  readonly connectionString: string
  readonly log: Logger
}

const TAKEOVER_MS = 15_000

/** Runs jobs until stopped; a job that is running when `stop` is called is finished first. */
export async function startWorker({ connectionString, log }: WorkerOptions, table: JobTable): Promise<Worker> {
  const hands = table.reduce((sum, lane) => sum + lane.concurrency, 0)
  // Each lane listens on a connection of its own; one more is for taking over.
  const pool = new pg.Pool({ connectionString, max: hands + table.length + 1, keepAlive: true })
  pool.on('error', (error) => log.warn({ err: error }, 'a connection of the worker was lost'))
  // A connection that breaks while it is in use tells its user; unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const lanes: RunningLane[] = []
  for (const lane of table) lanes.push(await runLane(pool, log, lane))
  const look = () => {
    takeOver(pool).catch((error: unknown) => log.warn({ err: error }, 'jobs could not be taken over'))
  }
  look()
  const timer = setInterval(look, TAKEOVER_MS).unref()
  return {
    async stop() {
      clearInterval(timer)
      await Promise.all(lanes.map((lane) => lane.stop()))
      for (const lane of table) lane.close?.()
      await pool.end()
    },
  }
}
