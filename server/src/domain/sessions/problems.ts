/** The codes of this concept's refusals. */
export type SessionProblem = 'SESSION_NOT_FOUND'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly sessions: SessionProblem
  }
}
