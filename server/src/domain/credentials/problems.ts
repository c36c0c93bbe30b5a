/** The codes of this concept's refusals. */
export type CredentialProblem = 'VERIFIED_EMAIL_REQUIRED'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly credentials: CredentialProblem
  }
}
