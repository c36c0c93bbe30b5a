import type { Context } from '#platform/context'
import type { Author } from '#platform/outbox'
import { findIdentity, isConfirmed, makePrimary, noSuchIdentity, removeIdentity } from '#domain/identities'
import { checkNotLastOwner, endEverything } from '../update-user.ts'
import { changeIdentities } from './change-identities.ts'

interface Removal {
  readonly identityId: string
  readonly author: Author
}

/**
 * Removes an identity: nobody signs in by it any more. Of the same kind the oldest becomes primary, a verified one
 * before others. Without the last one nobody can sign in as this user, so what is open ends.
 *
 * @throws {NotFound} `IDENTITY_NOT_FOUND`
 * @throws {Conflict} `LAST_OWNER`
 */
export async function deleteIdentity(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  { identityId, author }: Removal,
): Promise<void> {
  const environmentId = ctx.environment.id
  const found = await findIdentity(ctx.db, environmentId, identityId)
  if (!found) throw noSuchIdentity()
  const { userId } = found
  await changeIdentities(ctx, { userId, author }, async ({ db, now, identities }) => {
    const identity = identities.find(({ id }) => id === identityId)
    if (!identity || !(await removeIdentity(db, environmentId, identityId))) throw noSuchIdentity()
    const remaining = identities.filter(({ id }) => id !== identityId)
    const sameKind = remaining.filter(({ kind }) => kind === identity.kind)
    const successor = sameKind.find(isConfirmed) ?? sameKind[0]
    if (identity.isPrimary && successor) await makePrimary(db, environmentId, successor)
    if (remaining.length > 0) return
    await checkNotLastOwner(db, environmentId, userId)
    await endEverything(db, environmentId, { userId, now })
  })
}
