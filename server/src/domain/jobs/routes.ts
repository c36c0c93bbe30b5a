import { z } from 'zod'
import { endpoint, openCursor, pageOf, sealCursor, success, SuccessEnvelope, successOf } from '#platform/http'
import { listJobs } from '#platform/jobs'
import { discardJob } from './discard-job.ts'
import { retryJob } from './retry-job.ts'
import { JobList, JobParams, JobView, jobViewOf } from './schema.ts'

const PATH = '/api/v1/jobs'
const JOB = `${PATH}/{job_id}` as const
const TAG = 'Jobs'
const OWN = 'Not part of the published contract: an operation of our own.'

const listing = endpoint({
  method: 'get',
  path: PATH,
  operationId: 'getJobs',
  tag: TAG,
  summary: 'List the jobs of the environment',
  description:
    'Work that is waiting, running or failed, the newest first: mails, notices to applications, imports, and the ends ' +
    'of deletions. A job that is done is no longer there. Jobs of the business are among them, jobs of the ' +
    `installation and of other environments are not. The data of a job is never answered. ${OWN}`,
  scope: 'read:jobs',
  query: JobList,
  answers: [200, successOf({ jobs: z.array(JobView), next_token: z.string().optional() })],
  errors: { 400: ['INVALID_CURSOR'] },
  async handle(ctx, { query: { page_size: size, next_token: token, state } }) {
    const list = { operation: 'getJobs', filter: { state } }
    const after = token === undefined ? undefined : openCursor(ctx.sealer, list, { cursor: token, position: Place })[0]
    const { page, last } = pageOf(await listJobs(ctx.db, { state, after, limit: size + 1 }), size)
    return success({
      jobs: page.map((job) => jobViewOf(job, ctx.environment.id)),
      ...(last ? { next_token: sealCursor(ctx.sealer, list, [last.id]) } : {}),
    })
  },
})
const Place = z.tuple([z.string().regex(/^\d+$/)])

const retry = endpoint({
  method: 'post',
  path: `${JOB}/retry`,
  operationId: 'retryJob',
  tag: TAG,
  summary: 'Retry a job',
  description: `It runs at once, with all its tries. ${OWN}`,
  scope: 'update:jobs',
  params: JobParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['JOB_NOT_FOUND'], 409: ['JOB_IS_RUNNING'] },
  async handle(ctx, { params }) {
    await retryJob(ctx, params.job_id)
    return success()
  },
})

const removal = endpoint({
  method: 'delete',
  path: JOB,
  operationId: 'discardJob',
  tag: TAG,
  summary: 'Discard a job',
  description: `It does not run again. Only mails, text messages and notices can be discarded: other data depends on the rest. ${OWN}`,
  scope: 'delete:jobs',
  params: JobParams,
  answers: [200, SuccessEnvelope],
  errors: { 404: ['JOB_NOT_FOUND'], 409: ['JOB_IS_NEEDED', 'JOB_IS_RUNNING'] },
  async handle(ctx, { params }) {
    await discardJob(ctx, params.job_id)
    return success()
  },
})

export const jobRoutes = [listing, retry, removal]
