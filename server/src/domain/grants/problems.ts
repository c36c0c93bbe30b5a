/** The codes of this concept's refusals. */
export type GrantProblem = 'GRANT_NOT_FOUND'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly grants: GrantProblem
  }
}
