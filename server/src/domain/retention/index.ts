/**
 * How long things are kept once they have ended, and their removal.
 *
 * The one exception to the rule that a table is written by its owner: what ends by time ends everywhere by the same
 * rule, and one list of it can be read and checked. Owns no table and removes nothing that somebody may still need:
 * every rule has a margin, so that reuse of a code or token is still recognised for what it is.
 *
 * Invariants: rows are removed environment by environment, under row-level security, a few at a time. Months of what is
 * kept by time are removed whole. Events and audit are kept as long as their environment: what a deleted one held goes
 * altogether.
 */
export { EMPTY_GRANT_SECONDS, ENDED, KEPT_MONTHS, type EndedRule } from './rules.ts'
export { removeEnvironments } from './remove-environments.ts'
