/**
 * Sign-in traces: how each sign-in went, step by step, with the reason of each step and the setting that decided it.
 *
 * The list and one trace beside it are pages here; a person and an application show their recent traces through
 * `RecentTraces`.
 */
export { tracePage, tracesPage } from './traces-page.tsx'
export { TraceDetail } from './trace-detail.tsx'
export { RecentTraces, recentTraces } from './recent-traces.tsx'
