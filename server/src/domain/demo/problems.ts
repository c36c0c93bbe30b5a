/** The codes of this concept's refusals. */
export type DemoProblem = 'DEMO_NOT_FOUND' | 'DEMO_NEEDS_DEVELOPMENT' | 'DEMO_NEEDS_NEW_ENVIRONMENT'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly demo: DemoProblem
  }
}
