import type { Answer } from '@gatehouse/api-client'
import { State, Tag, TimeAgo, type Column } from '@gatehouse/ui'
import { useState } from 'react'
import { texts } from './texts.ts'

export type Job = Answer<'getJobs'>['jobs'][number]

/** Returns what a job does, in words. */
export function workOf({ task }: Pick<Job, 'task'>): string {
  const { [task]: words } = texts.tasks
  if (words !== undefined) return words
  const plain = task.replaceAll(/[_-]/g, ' ')
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}

export const JOB_COLUMNS: readonly Column<Job>[] = [
  {
    name: texts.columns.work,
    show: (job) => (
      <>
        <span className="strong">{workOf(job)}</span> {job.level === 'business' && <Tag>{texts.ofBusiness}</Tag>}
        {job.last_error !== null && <div className="quiet small">{texts.lastError(job.last_error)}</div>}
      </>
    ),
  },
  {
    name: texts.columns.state,
    show: ({ state }) => {
      const known = texts.states[state]
      return <State kind={known?.kind ?? 'none'}>{known?.word ?? state}</State>
    },
  },
  { name: texts.columns.tries, isExtra: true, show: (job) => texts.tries(job.attempts, job.max_attempts) },
  { name: texts.columns.next, show: (job) => <NextTry job={job} /> },
  { name: texts.columns.created, isExtra: true, show: ({ created_at: created }) => <TimeAgo at={created} /> },
]

/** Says when a job runs next. One whose time has come waits for a free hand. */
function NextTry({ job: { state, next_try_at: next } }: { readonly job: Job }) {
  const [now] = useState(Date.now)
  if (state === 'failed') return texts.notAgain
  if (next === null) return null
  return Date.parse(next) <= now ? texts.now : <TimeAgo at={next} />
}
