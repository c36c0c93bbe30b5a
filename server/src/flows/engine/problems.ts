/** The codes of this concept's refusals. */
export type FlowProblem = 'ACCESS_DENIED' | 'ORGANIZATION_ADDRESS_UNKNOWN'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly engine: FlowProblem
  }
}
