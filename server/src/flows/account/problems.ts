/** The codes of this concept's refusals. */
export type AccountProblem = 'TOO_MANY_NAMES'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly account: AccountProblem
  }
}
