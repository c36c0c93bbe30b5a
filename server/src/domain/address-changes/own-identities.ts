import type { Context } from '#platform/context'
import { Conflict } from '#platform/errors'
import type { Author } from '#platform/outbox'
import { changeIdentities } from '#domain/directory'
import { isConfirmed, makePrimary, noSuchIdentity, removeIdentity, type Identity } from '#domain/identities'

type ChangeContext = Pick<Context, 'db' | 'clock' | 'environment'>

interface OwnIdentity {
  readonly userId: string
  readonly identityId: string
  readonly author: Author
}

/** The identities of an account before the change, and the one that it is about. */
export interface IdentityChange {
  readonly identity: Identity
  readonly before: readonly Identity[]
}

/**
 * Removes an identity of a person, at their wish. The last verified address stays: without one they could neither get a
 * code nor reset a password.
 *
 * @throws {NotFound} `IDENTITY_NOT_FOUND`: also where another person has it
 * @throws {Conflict} `LAST_WAY_IN`, `ENTERPRISE_IDENTITY_EXCLUSIVE`
 */
export async function removeOwnIdentity(
  ctx: ChangeContext,
  { userId, identityId, author }: OwnIdentity,
): Promise<IdentityChange> {
  return changeIdentities(ctx, { userId, author }, async ({ db, identities }) => {
    const identity = ownOf(identities, identityId)
    const remaining = identities.filter(({ id }) => id !== identityId)
    if (isAddress(identity) && !remaining.some(isAddress)) throw lastWayIn()
    await removeIdentity(db, identityId)
    const sameKind = remaining.filter(({ kind }) => kind === identity.kind)
    const successor = sameKind.find(isConfirmed) ?? sameKind[0]
    if (identity.isPrimary && successor) await makePrimary(db, successor)
    return { identity, before: identities }
  })
}

/**
 * Makes a verified identity the main one of its kind, at the wish of its owner.
 *
 * @throws {NotFound} `IDENTITY_NOT_FOUND`: also where another person has it
 * @throws {Conflict} `IDENTITY_NOT_VERIFIED`, `ENTERPRISE_IDENTITY_EXCLUSIVE`
 */
export async function chooseMainAddress(
  ctx: ChangeContext,
  { userId, identityId, author }: OwnIdentity,
): Promise<IdentityChange> {
  return changeIdentities(ctx, { userId, author }, async ({ db, identities }) => {
    const identity = ownOf(identities, identityId)
    if (!isConfirmed(identity)) throw new Conflict('IDENTITY_NOT_VERIFIED', 'Verify the address first.')
    if (!identity.isPrimary) await makePrimary(db, identity)
    return { identity, before: identities }
  })
}

function ownOf(identities: readonly Identity[], identityId: string): Identity {
  if (identities.some(({ kind }) => kind === 'enterprise')) {
    throw new Conflict(
      'ENTERPRISE_IDENTITY_EXCLUSIVE',
      'The identities of this user come from an enterprise connection.',
    )
  }
  const identity = identities.find(({ id }) => id === identityId)
  if (!identity) throw noSuchIdentity()
  return identity
}

/** Whether codes can be sent there, which is how everybody gets back in. */
function isAddress({ kind, verifiedAt }: Identity): boolean {
  return (kind === 'email' || kind === 'phone') && verifiedAt !== undefined
}

function lastWayIn(): Conflict {
  return new Conflict('LAST_WAY_IN', 'This is the only verified address of the account. Add another one first.')
}
