/** The codes of this concept's refusals. */
export type TokenProblem =
  'AUDIENCE_NOT_AUTHORIZED' | 'INVALID_SCOPE' | 'INVALID_TARGET' | 'NOT_A_MEMBER' | 'USER_REQUIRED'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly tokens: TokenProblem
  }
}
