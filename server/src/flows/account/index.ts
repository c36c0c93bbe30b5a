/**
 * The page where people look after their own account, at `/account`: name, addresses, password, sessions, and the
 * applications that they allowed.
 *
 * It has no credential of its own: it belongs to the session of the browser. Each change is a page that asks and a form
 * that acts, a folder entry of `changes/` and a line in `changes.ts`; it wants a sign-in of the last ten minutes, and
 * tells the owner by mail (ATO-16). People whom an identity provider manages see that, and change no credential (U1-5).
 * Owns no table.
 */
export type { DoneKey } from './done.ts'
export type { AccountProblem } from './problems.ts'
