import { EmptyState, ListTable, Page, Pager } from '@gatehouse/ui'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { paths } from '../paths.ts'
import { useAction, useAnswer } from '../shell/api.ts'
import type { PageDefinition } from '../shell/page-route.ts'
import { usePlace } from '../shell/place.tsx'
import { ProblemNote } from '../shell/problem-note.tsx'
import { useSearchText } from '../shell/use-params.ts'
import { DiscardJob } from './discard-job.tsx'
import { JOB_COLUMNS, type Job } from './job-columns.tsx'
import { JobMenu } from './job-menu.tsx'
import { parametersOf, stateOf } from './job-filter.ts'
import { StateFilter } from './state-filter.tsx'
import { texts } from './texts.ts'

function JobsPage() {
  const place = usePlace()
  const search = useSearchText()
  const { jobs, next_token } = useAnswer('getJobs', parametersOf(search))
  const [discarded, setDiscarded] = useState<Job>()
  const retry = useAction('retryJob', { refresh: ['getJobs'] })
  const state = stateOf(search)
  const filter = state === undefined ? {} : { state }
  return (
    <Page title={texts.title} lead={texts.lead}>
      <StateFilter chosen={state} />
      <ProblemNote problem={retry.error} own={texts.problems} />
      <ListTable
        label={texts.title}
        columns={JOB_COLUMNS}
        rows={jobs}
        keyOf={({ id }) => id}
        menuOf={(job) => (
          <JobMenu
            job={job}
            onRetry={() => retry.mutate({ parameters: { job_id: job.id } })}
            onDiscard={() => setDiscarded(job)}
          />
        )}
        empty={<NoJobs state={state} />}
      />
      <Pager
        caption={texts.caption}
        first={search['after'] && paths.jobs(place, filter)}
        next={next_token ? paths.jobs(place, { ...filter, after: next_token }) : undefined}
      />
      {discarded && <DiscardJob job={discarded} onClose={() => setDiscarded(undefined)} />}
    </Page>
  )
}

function NoJobs({ state }: { readonly state: string | undefined }) {
  const place = usePlace()
  if (state === undefined) return <EmptyState title={texts.emptyTitle}>{texts.empty}</EmptyState>
  const { [state]: { word } = { word: state } } = texts.states
  return (
    <EmptyState
      title={texts.emptyStateTitle(word)}
      action={
        <Button component="a" href={paths.jobs(place)}>
          {texts.showAll}
        </Button>
      }
    >
      {texts.emptyState}
    </EmptyState>
  )
}

export const jobsPage: PageDefinition = {
  load: ({ ask, search }) => [ask('getJobs', parametersOf(search))],
  Component: JobsPage,
}
