import { afterAll } from 'vitest'
import type { Services } from '#platform/context'
import { startWorker, type JobTable, type Worker } from '#platform/jobs'
import { createJobTable } from '../src/worker.ts'
import type { TestServer } from './server.ts'

interface Differences {
  readonly log?: Services['log']
  readonly jobs?: JobTable
}

/** The jobs of a server, run until the test file ends. */
export async function startJobs(server: TestServer, { log, jobs }: Differences = {}): Promise<Worker> {
  const services = log === undefined ? server.opened.services : { ...server.opened.services, log }
  const options = { connectionString: server.connectionString, log: services.log }
  const worker = await startWorker(options, jobs ?? createJobTable(services))
  let stopped: Promise<void> | undefined
  const stop = () => (stopped ??= worker.stop())
  afterAll(stop)
  return { stop }
}
