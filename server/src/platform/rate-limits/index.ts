/**
 * Exact limits on guesses and costs, in PostgreSQL, shared by all processes. A try is taken before it is looked at and given
 * back where it does not count, so that tries at the same moment pass no limit. A guard is a set of limits, each with a
 * scope that a message may name, and a limit over all networks that keeps a share for networks without tries (ATO-41).
 * Owns `rate_limits`. Protection from load is another thing: approximate, per process, in `#platform/http`.
 */
export { countAgainst, readBucket, type Bucket } from './queries.ts'
export {
  giveBack,
  passGuard,
  peekGuard,
  readCounts,
  type Guard,
  type Limit,
  type LimitScope,
  type Passage,
  type LimitRefusal,
} from './guard.ts'
export { networkOf, networksOf, type Networks } from './networks.ts'
