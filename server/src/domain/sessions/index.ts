/**
 * Browser sessions: the signed-in browser at the issuer.
 *
 * The cookie holds a secret of which only the digest is stored. Each sign-in makes a new session, so that none can be
 * fixed in advance (ATO-06). Owns `sessions`.
 */
export { insertSession, revokeSession, revokeSessionsOfUser, touchSession, type NewSession } from './queries.ts'
export { readSession, type Session } from './read-session.ts'
