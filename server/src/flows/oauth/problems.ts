/** The codes of this concept's refusals. */
export type OAuthProblem = 'TOO_MANY_DEVICE_CODES' | 'TOO_MANY_POSTED_REQUESTS'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly oauth: OAuthProblem
  }
}
