import type { Context } from '#platform/context'
import type { Author } from '#platform/outbox'
import { addIdentity } from '#domain/directory'
import { lockUser } from '#domain/users'
import { redeemClaim, type AddressClaim, type ClaimTry } from './address-claim-queries.ts'

export type Confirmation =
  | { readonly outcome: 'added'; readonly claim: AddressClaim; readonly identityId: string }
  | { readonly outcome: 'wrong' | 'gone' }

/**
 * Adds an address whose code is right to the account of the person, as a verified one. Runs in the caller's
 * transaction, which keeps a wrong try counted.
 *
 * @throws {Conflict} `IDENTITY_TAKEN`: it belongs to another account, which only somebody who reads its mail learns;
 * `ENTERPRISE_IDENTITY_EXCLUSIVE`
 * @throws {InvalidInput} `TOO_MANY_IDENTITIES`
 */
export async function confirmAddress(
  ctx: Pick<Context, 'db' | 'clock' | 'environment' | 'sealer'>,
  { author, ...tried }: ClaimTry & { readonly author: Author },
): Promise<Confirmation> {
  // The user first, as in every change of a user (docs/locks.md).
  if (!(await lockUser(ctx.db, tried.userId))) return { outcome: 'gone' }
  const claim = await redeemClaim(ctx, tried)
  if (typeof claim === 'string') return { outcome: claim }
  const identity = { kind: claim.kind, typed: claim.typed, normalized: claim.normalized }
  const identityId = await addIdentity(ctx, { userId: tried.userId, identity, author, verifiedAt: ctx.clock() })
  return { outcome: 'added', claim, identityId }
}
