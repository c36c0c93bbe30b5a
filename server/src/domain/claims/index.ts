/**
 * The claims engine: what a token, the user profile or an API says of a subject, each claim with its origin.
 *
 * One function per source; a source can be filled in later without touching the resolver. Pure: it is given a Subject,
 * the snapshot that the token queries read, so that a token costs no further round trip. Owns no table.
 */
export type { Claim, ClaimsRequest } from './claim.ts'
export { claimsFor, valuesOf } from './claims-for.ts'
export type { Subject } from './subject.ts'
