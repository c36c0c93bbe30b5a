/**
 * Browser sessions: the signed-in browser at the issuer.
 *
 * The cookie holds a secret of which only the digest is stored. Each sign-in makes a new secret, so that none can be
 * fixed in advance (ATO-06); a person who signs in again in the same browser keeps the session, and applications know it
 * by one `sid`. How long it may be idle and whether it survives the browser is said by the application that asks, and
 * before it by the organization entered last; an organization that is entered may be stricter. Owns `sessions`.
 */
export { insertSession, raiseSession, renewSession, revokeSession, touchSession, type NewSession } from './queries.ts'
export { endSession } from './end-session.ts'
export { recordSignOut } from './record-sign-out.ts'
export { endSessionsOfUser } from './end-sessions-of-user.ts'
export { endAccessOfUser } from './end-access-of-user.ts'
export { endOtherAccessOfUser } from './end-other-access-of-user.ts'
export { listSessions, type ListedSession } from './views.ts'
export { signOutSession } from './sign-out-session.ts'
export { signOutUser } from './sign-out-user.ts'
export { keepSessionActive } from './keep-session-active.ts'
export { readSession, type Session } from './read-session.ts'
export { isTooIdleToEnter, readSessionPolicy, type SessionPolicy } from './session-policy.ts'
export type { SessionProblem } from './problems.ts'
