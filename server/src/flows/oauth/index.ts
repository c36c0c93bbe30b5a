/**
 * OAuth 2.0 and OpenID Connect: the conversations with clients.
 *
 * A folder per endpoint. Each endpoint is a readable, ordered list of checks, then one decision, then one answer. Errors
 * of the protocol are `OAuthError`s, rendered here and nowhere else; Faults of the domain are translated at this edge.
 */
export { allowOrigin, answerPreflight } from './cors.ts'
export { OAuthError, type OAuthErrorCode } from './errors.ts'
export type { OAuthProblem } from './problems.ts'
