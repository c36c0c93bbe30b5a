/** The codes of this concept's refusals. */
export type UserProblem = 'PROVIDED_ID_TAKEN' | 'USER_NOT_FOUND'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly users: UserProblem
  }
}
