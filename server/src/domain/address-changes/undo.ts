import type { Context } from '#platform/context'
import type { Db } from '#platform/db'
import { Conflict, NotFound } from '#platform/errors'
import { subjectOf } from '#platform/ids'
import type { Author } from '#platform/outbox'
import { changeIdentities } from '#domain/directory'
import { insertIdentity, listIdentitiesOfUser, makePrimary, removeIdentity, type Identity } from '#domain/identities'
import { endAccessOfUser } from '#domain/sessions'
import { hasVerifiedEmail, writeUser } from '#domain/users'
import { consumeUndo, type Former } from './address-undo-queries.ts'

/**
 * Takes a change of addresses back, once. Somebody else made it, so everything that they have open ends, and the password
 * has to be reset by a code.
 *
 * @throws {NotFound} `ADDRESS_UNDO_NOT_FOUND`: used, expired, or never made
 */
export async function undoAddressChange(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  token: string,
): Promise<{ readonly userId: string }> {
  return ctx.db.transaction().execute(async (db) => {
    const now = ctx.clock()
    const undo = await consumeUndo(db, { token, now })
    if (!undo) throw new NotFound('ADDRESS_UNDO_NOT_FOUND', 'Nothing to take back.')
    const { userId, former, addedIdentityId } = undo
    const author: Author = { actor: { type: 'user', id: subjectOf(userId) }, source: 'user' }
    await changeIdentities({ ...ctx, db }, { userId, author }, async ({ db: held, identities }) => {
      if (former) await bringBack(held, { userId, former, identities, now })
      const isThere = identities.some(({ id }) => id === addedIdentityId)
      if (addedIdentityId !== undefined && isThere) await takeAway(held, { userId, identityId: addedIdentityId })
    })
    await endAccessOfUser(db, { userId, now })
    if (await hasVerifiedEmail(db, userId)) await writeUser(db, { userId, now }, { isPasswordResetRequested: true })
    return { userId }
  })
}

interface BroughtBack {
  readonly userId: string
  readonly former: Former
  readonly identities: readonly Identity[]
  readonly now: Date
}

/** @throws {Conflict} `IDENTITY_TAKEN`: somebody else proved meanwhile that the address is theirs */
async function bringBack(db: Db, { userId, former, identities, now }: BroughtBack): Promise<void> {
  const present = identities.find(({ kind, normalized }) => kind === former.kind && normalized === former.normalized)
  if (!present) {
    const verifiedAt = former.kind === 'username' ? null : now
    await insertIdentity(db, { userId, identity: former, isPrimary: false, verifiedAt, now })
  }
  if (!former.isPrimary) return
  const all = await listIdentitiesOfUser(db, userId)
  const one = all.find(({ kind, normalized }) => kind === former.kind && normalized === former.normalized)
  if (one && !one.isPrimary) await makePrimary(db, one)
}

/** Takes away the address that the change brought; where it is the only one of its kind, it leaves none. */
async function takeAway(
  db: Db,
  { userId, identityId }: { readonly userId: string; readonly identityId: string },
): Promise<void> {
  const all = await listIdentitiesOfUser(db, userId)
  const added = all.find(({ id }) => id === identityId)
  if (!added) return
  const rest = all.filter(({ id }) => id !== identityId)
  if (rest.length === 0) throw new Conflict('LAST_WAY_IN', 'The account would have no identity left.')
  await removeIdentity(db, identityId)
  const successor = rest.find(({ kind }) => kind === added.kind)
  if (added.isPrimary && successor) await makePrimary(db, successor)
}
