import { z } from 'zod'
import { NextToken, PageSize } from '#platform/http'
import { JOB_STATES, type QueuedJob } from '#platform/jobs'
import { isDiscardable } from './change-job.ts'

const State = z.enum(JOB_STATES)

export const JobList = z.object({
  page_size: PageSize,
  next_token: NextToken,
  state: State.optional().meta({ description: 'Only jobs in this state.' }),
})

export const JobParams = z.object({
  job_id: z.string().max(20).meta({ description: 'The id of the job.', example: '4711' }),
})

export const JobView = z.object({
  id: z.string(),
  task: z.string().meta({ description: 'The kind of work.', example: 'send_mail' }),
  level: z
    .enum(['environment', 'business'])
    .meta({ description: 'Jobs of a business are listed in each of its environments.' }),
  state: State.meta({
    description: '`retrying`: it failed and will be tried again. `failed`: it failed for the last time.',
  }),
  attempts: z.number().int().meta({ description: 'Tries so far.' }),
  max_attempts: z.number().int(),
  last_error: z.string().nullable().meta({ description: 'The code of the last failure. Details are in the log.' }),
  next_try_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
  can_be_discarded: z.boolean().meta({ description: 'False where other data depends on its end.' }),
})

export function jobViewOf(job: QueuedJob, environmentId: string): z.input<typeof JobView> {
  return {
    id: job.id,
    task: job.task,
    level: job.owner === environmentId ? 'environment' : 'business',
    state: job.state,
    attempts: job.attempts,
    max_attempts: job.maxAttempts,
    last_error: job.lastError ?? null,
    next_try_at: job.nextTryAt?.toISOString() ?? null,
    created_at: job.createdAt.toISOString(),
    can_be_discarded: isDiscardable(job),
  }
}
