/** The codes of this concept's refusals. */
export type EnvironmentVariableProblem =
  'ENVIRONMENT_VARIABLE_KEY_TAKEN' | 'ENVIRONMENT_VARIABLE_NOT_FOUND' | 'SECRET_NEEDS_NEW_VALUE'

declare module '#platform/errors' {
  interface ProblemCodes {
    readonly environmentVariables: EnvironmentVariableProblem
  }
}
