/** The codes of this concept's refusals. */
export type EventProblem = 'EVENT_NOT_FOUND'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly events: EventProblem
  }
}
