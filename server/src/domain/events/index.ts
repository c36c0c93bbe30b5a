/**
 * The event log: what happened in an environment, as people read it. `#platform/outbox` owns the table and writes it in
 * the transaction of each change; this concept only reads. Webhooks will deliver the same rows. Owns no table.
 */
export type { EventProblem } from './problems.ts'
