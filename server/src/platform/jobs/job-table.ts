/** Facts about this run of a job for its handler. */
export interface JobRun {
  /** True when a failure of this run is not followed by another try. */
  readonly isLastTry: boolean
  /** Aborted when the process stops and no longer waits. */
  readonly signal: AbortSignal
}

export type JobHandler = (payload: unknown, run: JobRun) => Promise<void>

/** Jobs that share a number of hands. A job that waits for another system gets a lane to itself. */
export interface Lane {
  readonly name: string
  readonly concurrency: number
  readonly handlers: Readonly<Record<string, JobHandler>>
  /** Crontab lines (`minute hour day month weekday job`) for chores that recur. */
  readonly schedule?: string
  /** Frees the resources of the handlers; called once no handler runs any more. */
  readonly close?: () => void
}

export type JobTable = readonly Lane[]
