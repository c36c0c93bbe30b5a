/** The codes of this concept's refusals. */
export type ConnectionProblem = 'CONNECTIONS_NOT_SUPPORTED' | 'LAST_CONNECTION'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly connections: ConnectionProblem
  }
}
