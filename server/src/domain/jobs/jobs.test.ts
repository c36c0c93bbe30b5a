import { expect, test } from 'vitest'
import { addJob } from '#platform/jobs'
import { contextOf } from '../../../test/context.ts'
import { api, PRODUCTION, refusal } from '../../../test/management.ts'
import { aMemberSignedIn } from '../../../test/team.ts'
import { startServer } from '../../../test/server.ts'
import { startJobs } from '../../../test/worker.ts'

const server = await startServer()
const calls = await api(server)
const there = await api(server, { origin: PRODUCTION })
const ctx = await contextOf(server)
const { id: environmentId, businessId } = ctx.environment

const idsOf = async (by = calls, query = '') =>
  (await by.get(`/jobs?page_size=100${query}`)).body.jobs.map(({ id }: { id: string }) => id) as string[]

async function aJob(task = 'send_mail', payload: Record<string, unknown> = { environment_id: environmentId }) {
  await addJob(ctx.db, task, payload, { maxAttempts: 3 })
  const [row] = await server.query('select max(id) as id from graphile_worker._private_jobs')
  return String(row?.['id'])
}

const change = (id: string, to: string) =>
  server.query(`update graphile_worker._private_jobs set ${to} where id = $1`, [id])
const job = async (id: string) =>
  (await calls.get('/jobs?page_size=100')).body.jobs.find((one: { id: string }) => one.id === id)

test('a list shows the jobs of the environment and of its business, and of nobody else', async () => {
  const own = await aJob()
  const ofBusiness = await aJob('remove_role', { businessId, roleId: environmentId })
  const foreign = await aJob('send_mail', { environment_id: (await contextOf(server, PRODUCTION)).environment.id })
  const ofInstallation = await aJob('remove_ended', {})

  expect(await idsOf()).toEqual(expect.arrayContaining([own, ofBusiness]))
  expect(await idsOf()).not.toEqual(expect.arrayContaining([foreign]))
  expect(await idsOf(there)).toEqual([foreign, ofBusiness])
  expect([...(await idsOf()), ...(await idsOf(there))]).not.toContain(ofInstallation)
})

test('a job shows its state, its tries and its next one, and none of its data', async () => {
  const id = await aJob('send_mail', { environment_id: environmentId, secret: 'do-not-show' })
  expect(await job(id)).toMatchObject({ state: 'waiting', attempts: 0, max_attempts: 3, last_error: null })
  await change(id, `attempts = 1, last_error = 'ETIMEDOUT, see the log'`)
  expect(await job(id)).toMatchObject({ state: 'retrying', attempts: 1, last_error: 'ETIMEDOUT, see the log' })
  expect((await job(id)).next_try_at).not.toBeNull()
  await change(id, 'locked_at = now()')
  expect(await job(id)).toMatchObject({ state: 'running', next_try_at: null })
  await change(id, 'locked_at = null, attempts = 3')
  expect(await job(id)).toMatchObject({ state: 'failed', next_try_at: null })
  expect(JSON.stringify(await job(id))).not.toContain('do-not-show')
  expect(await idsOf(calls, '&state=failed')).toEqual([id])
  expect(await idsOf(calls, '&state=running')).toEqual([])
})

test('a long list is read page by page, the newest first', async () => {
  const three = [await aJob(), await aJob(), await aJob()].toReversed()
  const first = (await calls.get('/jobs?page_size=2')).body
  const second = (await calls.get(`/jobs?page_size=2&next_token=${encodeURIComponent(first.next_token)}`)).body
  expect([...first.jobs, ...second.jobs].slice(0, 3).map(({ id }: { id: string }) => id)).toEqual(three)
  const elsewhere = `/jobs?state=failed&next_token=${encodeURIComponent(first.next_token)}`
  expect(await calls.get(elsewhere)).toMatchObject(refusal(400, 'INVALID_CURSOR'))
})

test('a job that failed for the last time is retried with all its tries', async () => {
  const id = await aJob()
  await change(id, `attempts = 3, run_at = now() + interval '1 day'`)
  expect((await calls.post(`/jobs/${id}/retry`)).status).toBe(200)
  expect(await job(id)).toMatchObject({ state: 'waiting', attempts: 0 })
  expect(Date.parse((await job(id)).next_try_at)).toBeLessThanOrEqual(Date.now() + 1_000)
})

test('a mail is discarded, and what other data depends on is not', async () => {
  const mail = await aJob()
  const removal = await aJob('remove_role', { businessId, roleId: environmentId })
  expect([(await job(mail)).can_be_discarded, (await job(removal)).can_be_discarded]).toEqual([true, false])
  expect((await calls.delete(`/jobs/${mail}`)).status).toBe(200)
  expect(await idsOf()).not.toContain(mail)
  expect(await calls.delete(`/jobs/${removal}`)).toMatchObject(refusal(409, 'JOB_IS_NEEDED'))
})

test('a job that is running is neither retried nor discarded', async () => {
  const id = await aJob()
  await change(id, 'locked_at = now()')
  expect(await calls.post(`/jobs/${id}/retry`)).toMatchObject(refusal(409, 'JOB_IS_RUNNING'))
  expect(await calls.delete(`/jobs/${id}`)).toMatchObject(refusal(409, 'JOB_IS_RUNNING'))
})

test('jobs of another environment, of the installation, and that never were, are answered alike', async () => {
  const own = await aJob()
  const ofInstallation = await aJob('remove_ended', {})
  const missing = refusal(404, 'JOB_NOT_FOUND')
  for (const id of [ofInstallation, '999999999', '0', '-1', 'x', '99999999999999999999']) {
    expect(await calls.post(`/jobs/${id}/retry`)).toMatchObject(missing)
    expect(await calls.delete(`/jobs/${id}`)).toMatchObject(missing)
  }
  expect(await there.post(`/jobs/${own}/retry`)).toMatchObject(missing)
  expect(await there.delete(`/jobs/${own}`)).toMatchObject(missing)
  expect(await idsOf()).toContain(own)
})

test('the role of a member decides who sees, retries and discards', async () => {
  const id = await aJob()
  const readOnly = await aMemberSignedIn(server, 'read@example.com', 'read_only')
  const marketing = await aMemberSignedIn(server, 'marketing@example.com', 'marketing')
  const engineer = await aMemberSignedIn(server, 'engineer@example.com', 'engineer')
  expect((await marketing.call('GET', '/jobs')).status).toBe(403)
  expect((await readOnly.call('GET', '/jobs')).status).toBe(200)
  expect((await readOnly.call('POST', `/jobs/${id}/retry`)).status).toBe(403)
  expect((await engineer.call('POST', `/jobs/${id}/retry`)).status).toBe(200)
  expect((await engineer.call('DELETE', `/jobs/${id}`)).status).toBe(200)
})

test('a job that fails shows the code of its error, and not its message', async () => {
  const fail = () => {
    throw Object.assign(new Error('priya@example.com was not reached'), { code: 'ECONNREFUSED' })
  }
  await startJobs(server, { jobs: [{ name: 'failing', concurrency: 1, handlers: { failing: async () => fail() } }] })
  const id = await aJob('failing', { environment_id: environmentId })
  await expect.poll(async () => (await job(id)).last_error, { timeout: 15_000 }).toBe('ECONNREFUSED, see the log')
  expect((await job(id)).state).toBe('retrying')
})
