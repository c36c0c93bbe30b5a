import { expect, test } from 'vitest'
import { addJob, type JobRun, type JobTable } from '#platform/jobs'
import { contextOf } from '../../../test/context.ts'
import { startServer } from '../../../test/server.ts'
import { startJobs } from '../../../test/worker.ts'

const server = await startServer()
const ctx = await contextOf(server)
const done: unknown[] = []
const patiently = { timeout: 15_000 }

const countJobs = async (task: string) => {
  const [row] = await server.query('select count(*)::int as n from graphile_worker.jobs where task_identifier = $1', [
    task,
  ])
  return row?.['n']
}

function aLane(name: string, handle: (payload: unknown, run: JobRun) => Promise<void>): JobTable[number] {
  return { name, concurrency: 1, handlers: { [name]: handle } }
}
const note = (payload: unknown) => {
  done.push(payload)
  return Promise.resolve()
}

test('request work adds a job, and a worker runs it', async () => {
  await startJobs(server, { jobs: [aLane('note', note)] })
  await addJob(ctx.db, 'note', { greeting: 'hello' })

  await expect.poll(() => done).toContainEqual({ greeting: 'hello' })
})

test('a job of a transaction that is rolled back does not run', async () => {
  const abandoned = ctx.db.transaction().execute(async (db) => {
    await addJob(db, 'abandoned', {})
    throw new Error('abandoned')
  })

  await expect(abandoned).rejects.toThrow('abandoned')
  expect(await countJobs('abandoned')).toBe(0)
})

test('request work reads and writes no job but by adding it', async () => {
  const reading = server.opened.services.database
    .environment(ctx.environment.id)
    .selectFrom('graphile_worker._private_jobs' as never)
    .selectAll()
    .execute()

  await expect(reading).rejects.toThrow('permission denied')
})

test('a lane in which everybody waits holds up no other lane (REL-11)', async () => {
  const free = Promise.withResolvers<undefined>()
  const waiting = Promise.withResolvers<undefined>()
  const stuck = aLane('stuck', () => (waiting.resolve(undefined), free.promise))
  const worker = await startJobs(server, { jobs: [stuck, aLane('swift', note)] })
  await addJob(ctx.db, 'stuck', {})
  await waiting.promise
  await addJob(ctx.db, 'swift', { from: 'the other lane' })

  await expect.poll(() => done).toContainEqual({ from: 'the other lane' })
  free.resolve(undefined)
  await worker.stop()
})

test('a worker that stops finishes what it runs', async () => {
  const begun = Promise.withResolvers<undefined>()
  const free = Promise.withResolvers<undefined>()
  const slow = aLane('slow', async () => {
    begun.resolve(undefined)
    await free.promise
    done.push('slow')
  })
  const worker = await startJobs(server, { jobs: [slow] })
  await addJob(ctx.db, 'slow', {})
  await begun.promise
  const stopping = worker.stop()
  free.resolve(undefined)
  await stopping

  expect(done).toContain('slow')
  expect(await countJobs('slow')).toBe(0)
})

test('the job of a process that died is taken over', async () => {
  await addJob(ctx.db, 'orphan', { of: 'a dead process' })
  await server.query(
    `update graphile_worker._private_jobs set locked_by = 'pool-dead', locked_at = now() - interval '1 minute', attempts = 1
     where task_id = (select id from graphile_worker._private_tasks where identifier = 'orphan')`,
  )
  await startJobs(server, { jobs: [aLane('orphan', note)] })

  await expect.poll(() => done, patiently).toContainEqual({ of: 'a dead process' })
})

test('the job of a process that lives is left to it, however long it takes', async () => {
  const begun = Promise.withResolvers<undefined>()
  const free = Promise.withResolvers<undefined>()
  let runs = 0
  const long = aLane('long', () => {
    runs += 1
    begun.resolve(undefined)
    return free.promise
  })
  const first = await startJobs(server, { jobs: [long] })
  await addJob(ctx.db, 'long', {})
  await begun.promise
  await server.query(
    `update graphile_worker._private_jobs set locked_at = now() - interval '1 hour' where locked_at is not null`,
  )
  const second = await startJobs(server, { jobs: [long, aLane('after', note)] })
  await addJob(ctx.db, 'after', { looked: 'again' })
  await expect.poll(() => done).toContainEqual({ looked: 'again' })

  expect(runs).toBe(1)
  free.resolve(undefined)
  await Promise.all([first.stop(), second.stop()])
})

test('a worker whose connections are cut in the middle of a job works on', async () => {
  const begun = Promise.withResolvers<undefined>()
  const free = Promise.withResolvers<undefined>()
  const cut = aLane('cut', async () => (begun.resolve(undefined), free.promise))
  await startJobs(server, { jobs: [cut, { ...aLane('later', note), schedule: '* * * * * later' }] })
  await addJob(ctx.db, 'cut', {})
  await begun.promise
  await server.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`)
  free.resolve(undefined)
  await server.query(`select graphile_worker.add_job('later', '{"after": "the cut"}'::json)`)

  await expect.poll(() => done, patiently).toContainEqual({ after: 'the cut' })
})
