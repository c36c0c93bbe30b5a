/**
 * The queue as people see it: jobs of an environment and of its business, with what became of them.
 *
 * Jobs of the installation are shown nowhere: they belong to no team, and their failures are in the log. A job that other
 * data depends on, such as the end of a deleted role, can be tried again and not discarded. Payloads are never read.
 */
export type { JobProblem } from './problems.ts'
