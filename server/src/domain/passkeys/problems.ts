/** The codes of this concept's refusals. */
export type PasskeyProblem = 'PASSKEY_NOT_FOUND' | 'PASSKEY_TAKEN' | 'TOO_MANY_PASSKEYS'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly passkeys: PasskeyProblem
  }
}
