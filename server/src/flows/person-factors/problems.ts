/** The codes of this concept's refusals. */
export type PersonFactorProblem = 'FACTOR_NOT_FOUND' | 'TRUSTED_DEVICE_NOT_FOUND'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly personFactors: PersonFactorProblem
  }
}
