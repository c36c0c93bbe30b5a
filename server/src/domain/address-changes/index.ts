/**
 * Changes that people make to their own addresses: a new one waits for the code that was sent to it, and the former one
 * learns of the change and can take it back (ATO-16).
 *
 * A claim is bound to the session that made it, and counts its tries in the database. The secret of an undo goes only
 * to the address that lost something; its digest is stored, and it is good once. Owns `address_claims` and
 * `address_undos`.
 */
export { claimAddress, findClaim, voidClaims, type AddressClaim } from './address-claim-queries.ts'
export { confirmAddress, type Confirmation } from './confirm-address.ts'
export { chooseMainAddress, removeOwnIdentity } from './own-identities.ts'
export { undoAddressChange } from './undo.ts'
export { findUndo, offerUndo, UNDO_DAYS } from './address-undo-queries.ts'
export type { AddressChangeProblem } from './problems.ts'
