/**
 * The first administrator: the operator who started the server opens a one-time link and creates an account.
 *
 * Invariants: answers at the control environment's host only; the link works once, also for many simultaneous requests;
 * the form belongs to the browser that it was shown to. Typed values are kept, except the password.
 *
 * Refuses: revealing to anybody without the link whether it was used, and everything that comes after (the console).
 */
export type { SetupProblem } from './pages/setup-page.tsx'
export { parseAdministrator, type ParsedAdministrator } from './parse-administrator.ts'
