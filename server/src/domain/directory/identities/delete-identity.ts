import type { Context } from '#platform/context'
import type { Author } from '#platform/outbox'
import {
  findAwaitedIdentity,
  findIdentity,
  isConfirmed,
  makePrimary,
  noSuchIdentity,
  removeAwaitedIdentity,
  removeIdentity,
} from '#domain/identities'
import { endAccessOfUser } from '#domain/sessions'
import { checkNotLastOwner } from '../users/check-not-last-owner.ts'
import { changeIdentities } from './change-identities.ts'

type IdentitiesContext = Pick<Context, 'db' | 'clock' | 'environment'>

interface Removal {
  readonly identityId: string
  readonly author: Author
}

/**
 * Removes an identity, with which nobody can sign in any more. The oldest of the same kind becomes primary, a verified
 * one before others. Without any identity nobody can sign in as this user, so the sessions and grants end. An identity
 * that waits for its connection is only removed.
 *
 * @throws {NotFound} `IDENTITY_NOT_FOUND`
 * @throws {Conflict} `LAST_OWNER`
 */
export function deleteIdentity(ctx: IdentitiesContext, removal: Removal): Promise<void> {
  return ctx.db.transaction().execute((db) => deleteAny({ ...ctx, db }, removal))
}

async function deleteAny(ctx: IdentitiesContext, { identityId, author }: Removal): Promise<void> {
  const found = await findIdentity(ctx.db, identityId)
  if (!found) return deleteAwaited(ctx, { identityId, author })
  const { userId } = found
  await changeIdentities(ctx, { userId, author }, async ({ db, now, identities }) => {
    const identity = identities.find(({ id }) => id === identityId)
    if (!identity || !(await removeIdentity(db, identityId))) throw noSuchIdentity()
    const remaining = identities.filter(({ id }) => id !== identityId)
    const sameKind = remaining.filter(({ kind }) => kind === identity.kind)
    const successor = sameKind.find(isConfirmed) ?? sameKind[0]
    if (identity.isPrimary && successor) await makePrimary(db, successor)
    if (remaining.length > 0) return
    await checkNotLastOwner(db, userId)
    await endAccessOfUser(db, { userId, now })
  })
}

/** @throws {NotFound} `IDENTITY_NOT_FOUND` */
async function deleteAwaited(ctx: IdentitiesContext, { identityId, author }: Removal): Promise<void> {
  const found = await findAwaitedIdentity(ctx.db, identityId)
  if (!found) throw noSuchIdentity()
  await changeIdentities(ctx, { userId: found.userId, author }, async ({ db }) => {
    if (!(await removeAwaitedIdentity(db, identityId))) throw noSuchIdentity()
  })
}
