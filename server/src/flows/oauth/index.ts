/**
 * OAuth 2.0 and OpenID Connect: the endpoints for clients.
 *
 * Each endpoint has a folder. It is a readable, ordered list of checks, then one decision, then one answer. Errors of
 * the protocol are `OAuthError`s, rendered only here; Faults of the domain are translated here.
 */
export { allowOrigin, answerPreflight } from './cors.ts'
export { DeviceCodePage, DeviceConsentPage, DeviceElsewherePage, DeviceEndPage } from './device/index.ts'
export { ConfirmSignOutPage } from './logout/pages/confirm-sign-out-page.tsx'
export { OAuthError, type OAuthErrorCode } from './errors.ts'
export type { OAuthProblem } from './problems.ts'
