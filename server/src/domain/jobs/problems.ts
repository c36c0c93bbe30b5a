/** The codes of this concept's refusals. */
export type JobProblem = 'JOB_IS_NEEDED' | 'JOB_IS_RUNNING' | 'JOB_NOT_FOUND'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly jobs: JobProblem
  }
}
