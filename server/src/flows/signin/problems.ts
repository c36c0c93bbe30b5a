/** The codes of this concept's refusals. */
export type SignInProblem = 'FLOW_MOVED' | 'TOO_MANY_CODES'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly signin: SignInProblem
  }
}
