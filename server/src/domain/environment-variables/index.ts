/**
 * Environment variables: values that an environment keeps for the code that runs in it.
 *
 * Every value is sealed. A secret one is never shown again, whoever asks: it can be overwritten, and to take the mark
 * back a new value must come with it. Owns `environment_variables`.
 */
export { variableIdOf, type EnvironmentVariable } from './environment-variable.ts'
export type { EnvironmentVariableProblem } from './problems.ts'
