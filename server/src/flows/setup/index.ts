/**
 * The first administrator: whoever started the server opens a one-time link and creates an account.
 *
 * Invariants: answers at the control environment's host only; the link works once, also for many at the same moment; the
 * form belongs to the browser it was shown to. What was typed is kept, save the password.
 *
 * Refuses: telling anybody without the link whether it was used, and everything that comes after (the console).
 */
export { parseAdministrator, type ParsedAdministrator } from './parse-administrator.ts'
