/** The codes of this concept's refusals. */
export type ClaimProblem =
  'PROPERTY_NOT_SUPPORTED' | 'PROPERTY_PRIVATE' | 'TOKEN_CLAIM_NOT_SUPPORTED' | 'TOKEN_KIND_NOT_SUPPORTED'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly claims: ClaimProblem
  }
}
