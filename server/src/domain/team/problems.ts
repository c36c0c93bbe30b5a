/** The codes of this concept's refusals. */
export type TeamProblem =
  'INSTALLATION_OWNER' | 'MEMBER_NOT_FOUND' | 'PRODUCTION_APPLICATION_ONLY' | 'ROLE_EXCEEDS_YOURS'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly team: TeamProblem
  }
}
