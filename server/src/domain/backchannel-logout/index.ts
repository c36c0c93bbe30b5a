/**
 * Back-channel logout (OpenID Connect Back-Channel Logout 1.0): applications are told, server to server, of exactly the
 * sessions that ended.
 *
 * A notice per application and session is written in the transaction that ends the session, and delivered by a job with
 * growing pauses for almost a day; then an event says that it was given up. It arrives at least once; each try has a fresh
 * token with the same `jti`. Requests go through `#platform/outbound`. Owns `logout_notices` and
 * `logout_deliveries`.
 */
export { DELIVER_LOGOUTS, queueLogouts } from './queue-logouts.ts'
