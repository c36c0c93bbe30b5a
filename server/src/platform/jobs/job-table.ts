/** What a handler may know about this run of its job. */
export interface JobRun {
  /** True when the job is not tried again should this run fail. */
  readonly isLastTry: boolean
  /** Aborted when the process stops and does not wait any longer. */
  readonly signal: AbortSignal
}

export type JobHandler = (payload: unknown, run: JobRun) => Promise<void>

/** Jobs that share a number of hands. One that waits for somebody outside gets a lane to itself. */
export interface Lane {
  readonly name: string
  readonly concurrency: number
  readonly handlers: Readonly<Record<string, JobHandler>>
  /** Crontab lines (`minute hour day month weekday job`) for chores that recur. */
  readonly schedule?: string
  /** Frees what the handlers held; called once no handler runs any more. */
  readonly close?: () => void
}

export type JobTable = readonly Lane[]
