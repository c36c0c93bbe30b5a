/** The codes of this concept's refusals. */
export type ActivityProblem = 'SPAN_NOT_POSSIBLE'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly activity: ActivityProblem
  }
}
