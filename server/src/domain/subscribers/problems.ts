/** The codes of this concept's refusals. */
export type SubscriberProblem = 'SUBSCRIBER_EXISTS' | 'SUBSCRIBER_NOT_FOUND'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly subscribers: SubscriberProblem
  }
}
