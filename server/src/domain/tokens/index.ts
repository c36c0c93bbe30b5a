/**
 * Tokens: minted, redeemed, rotated, revoked, recognised.
 *
 * Codes and refresh tokens are secrets of which only digests are stored, and are consumed by one statement each. An
 * access token is a signed JWT and a row: it is live while both are. The current one of a grant is kept sealed, to be
 * given again on refresh. Owns `authorization_codes`, `refresh_tokens`, `access_tokens`.
 */
export { ACR_MULTI_FACTOR, ACR_VALUES, acrOf } from './acr.ts'
export { readIdTokenHint, type IdTokenHint } from './read-id-token-hint.ts'
export { findLiveToken, type LiveToken } from './find-live-token.ts'
export { issueCode, type CodeRequest } from './issue-code.ts'
export { isCodeWaiting } from './is-code-waiting.ts'
export { readScopesOfGrant } from './scopes-of-grant.ts'
export { issueTokens, type TokenIssue } from './issue-tokens.ts'
export { mintClientToken } from './mint-client-token.ts'
export { explainUserToken } from './preview/preview-token.ts'
export { redeemCode, type CodeRedemption } from './redeem-code.ts'
export { revokeToken } from './revoke-token.ts'
export { rotateRefreshToken, type RefreshRequest } from './rotate-refresh-token.ts'
export type { IssuedTokens } from './mint-access-token.ts'
export { findBearer, verifyAccessToken, type LiveAccessToken, type Bearer } from './accepted-token.ts'
export type { TokenProblem } from './problems.ts'
