/** The codes of this concept's refusals. */
export type SigningKeyProblem = 'SIGNING_KEY_NOT_FOUND' | 'SIGNING_KEY_REVOKED' | 'SIGNING_KEY_ROTATION_PENDING'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly signingKeys: SigningKeyProblem
  }
}
