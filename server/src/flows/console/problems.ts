/** The codes of this concept's refusals. */
export type ConsoleProblem =
  | 'ANSWER_NOT_AWAITED'
  | 'CODE_NOT_ACCEPTED'
  | 'FOREIGN_ORIGIN'
  | 'NOT_ON_A_TEAM'
  | 'RECENT_SIGN_IN_REQUIRED'
  | 'SIGN_IN_REQUIRED'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly console: ConsoleProblem
  }
}
