/** The codes of this concept's refusals. */
export type TraceProblem = 'TRACE_NOT_FOUND'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly traces: TraceProblem
  }
}
