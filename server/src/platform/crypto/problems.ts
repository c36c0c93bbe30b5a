/** The codes of this concept's refusals. */
export type CryptoProblem = 'INVALID_PASSWORD_HASH' | 'PASSWORD_HASH_TOO_COSTLY' | 'PASSWORD_QUEUE_FULL'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly crypto: CryptoProblem
  }
}
