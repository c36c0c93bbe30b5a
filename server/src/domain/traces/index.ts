/**
 * Traces: how each sign-in went, step by step, and why each step was taken.
 *
 * A trace belongs to one conversation: a flow of the pages, a silent sign-in, or the request of a device. It is one row,
 * which grows by the steps of each request; `outcome` and `reason` are those of the last step. Conversations decide and
 * note; this concept stores and shows.
 *
 * Invariants: no secret, code, token, password or typed address enters a step. A trace names the account that an address
 * belongs to, and the address is read from the account when the trace is shown. A trace ends with the person that it
 * names. It has at most 64 steps. Requests of unknown people leave a limited number of traces (decision 0102).
 *
 * Owns `flow_traces`.
 */
export { isTraceAdmitted } from './admitted-traces.ts'
export { removeTracesOfUser, writeTrace, writeTraceLater } from './queries.ts'
export type { KnownFact, NewTrace, TraceKind, TraceOutcome, TraceSetting, TraceStep } from './trace.ts'
export { outcomeOf, TRACE_KINDS, traceIdOf } from './trace.ts'
export type { TraceProblem } from './problems.ts'
