/**
 * Exact limits on guesses and costs, in PostgreSQL, shared by all processes. Written on failure or on sending only.
 * Owns `rate_limits`. Protection from load is another thing: approximate, per process, in `#platform/http`.
 */
export { countAgainst, readBucket, clearBucket, type Bucket } from './queries.ts'
