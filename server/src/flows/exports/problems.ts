/** The codes of this concept's refusals. */
export type ExportProblem = 'TOO_MANY_EXPORTS'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly exports: ExportProblem
  }
}
