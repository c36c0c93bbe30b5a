/**
 * The identities of a user, as an administrator adds, promotes and removes them. One of a connection excludes every
 * other kind, and there is at most one such (U1-5). A value is never edited: a change is a new identity and the removal
 * of the old (U1-4). Owns nothing: rows are `#domain/identities`'.
 */
export { addIdentity } from './add-identity.ts'
export { makeIdentityPrimary } from './make-identity-primary.ts'
export { deleteIdentity } from './delete-identity.ts'
