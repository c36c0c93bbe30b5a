/** The codes of this concept's refusals. */
export type IdentityProblem =
  | 'CONNECTION_NOT_FOUND'
  | 'IDENTITY_NOT_FOUND'
  | 'IDENTITY_TAKEN'
  | 'INVALID_EMAIL'
  | 'INVALID_IDENTITY'
  | 'INVALID_PHONE'
  | 'INVALID_USERNAME'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly identities: IdentityProblem
  }
}
