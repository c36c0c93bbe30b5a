import { isFast, isImported, isWrapped, verifyMsOf, type Sealer } from '#platform/crypto'

const SEALED = 'sealed:'
const purposeOf = (userId: string) => `password_credentials.hash:${userId}`

/** A hash as it lies in the database, and about how long one of another system takes to verify. */
export interface StoredHash {
  readonly hash: string
  readonly verifyMs?: number | undefined
}

/** Returns the form in which a hash is stored at first: one that is fast to guess is sealed until it is wrapped. */
export function sealIfFast(
  sealer: Sealer,
  { userId, hash }: { readonly userId: string; readonly hash: string },
): StoredHash {
  const verifyMs = verifyMsOf(hash)
  if (!isFast(hash)) return { hash, verifyMs }
  return { hash: SEALED + sealer.seal(purposeOf(userId), hash).toString('base64'), verifyMs }
}

/** Returns the hash itself where it is sealed. */
export function openHash(sealer: Sealer, { userId, hash }: { readonly userId: string; readonly hash: string }): string {
  if (!isSealed(hash)) return hash
  return sealer.open(purposeOf(userId), Buffer.from(hash.slice(SEALED.length), 'base64'))
}

export function isSealed(hash: string): boolean {
  return hash.startsWith(SEALED)
}

/** Whether another system hashed it, wrapped by us or not. */
export function isForeign(hash: string): boolean {
  return isSealed(hash) || isImported(hash) || isWrapped(hash)
}
