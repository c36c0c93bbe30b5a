import type { Context } from '#platform/context'
import { Conflict, InvalidInput } from '#platform/errors'
import type { Author } from '#platform/outbox'
import { insertIdentity, type Identity, type IdentityValue } from '#domain/identities'
import { changeIdentities } from './change-identities.ts'

export const IDENTITIES_MOST = 50

interface NewIdentity {
  readonly userId: string
  readonly identity: IdentityValue
  readonly author: Author
  /** When the product proved it; absent where nobody has yet. */
  readonly verifiedAt?: Date | undefined
}

/**
 * Adds an identity; the first of its kind is primary. Runs in the caller's transaction.
 *
 * @returns its id
 * @throws {NotFound} `USER_NOT_FOUND`
 * @throws {Conflict} `IDENTITY_TAKEN`, `ENTERPRISE_IDENTITY_EXCLUSIVE`
 * @throws {InvalidInput} `TOO_MANY_IDENTITIES`
 */
export async function addIdentity(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  { userId, identity, author, verifiedAt }: NewIdentity,
): Promise<string> {
  return changeIdentities(ctx, { userId, author }, async ({ db, now, identities, awaited }) => {
    const all = [...identities, ...awaited]
    checkExclusive(all)
    if (all.length >= IDENTITIES_MOST) {
      throw new InvalidInput('TOO_MANY_IDENTITIES', `A user has at most ${String(IDENTITIES_MOST)} identities.`)
    }
    const isPrimary = !identities.some((other) => other.kind === identity.kind)
    return insertIdentity(db, { userId, identity, isPrimary, verifiedAt: verifiedAt ?? null, now })
  })
}

/** One that waits for its connection excludes others as well: it is what the user will sign in by (U1-5). */
function checkExclusive(identities: readonly Pick<Identity, 'kind'>[]): void {
  if (!identities.some(({ kind }) => kind === 'enterprise')) return
  throw new Conflict(
    'ENTERPRISE_IDENTITY_EXCLUSIVE',
    'The user signs in through an enterprise connection and can have no other identity.',
  )
}
