import type { Context } from '#platform/context'
import type { Db } from '#platform/db'
import { Conflict, NotFound } from '#platform/errors'
import { subjectOf } from '#platform/ids'
import type { Author } from '#platform/outbox'
import { changeIdentities } from '#domain/directory'
import { removeFactorsSince } from '#domain/factors'
import { insertIdentity, listIdentitiesOfUser, makePrimary, removeIdentity, type Identity } from '#domain/identities'
import { removePasskeysSince } from '#domain/passkeys'
import { endAccessOfUser } from '#domain/sessions'
import { hasVerifiedEmail, lockUser, writeUser } from '#domain/users'
import { voidClaims } from './address-claim-queries.ts'
import { consumeUndosSince, findUndo, type ConsumedUndo, type Former } from './address-undo-queries.ts'

/**
 * Takes a change of addresses back, once, with every change of the account after it: somebody else made them. Their
 * addresses, factors and passkeys go, everything that they have open ends, and the password has to be reset by a code.
 *
 * @throws {NotFound} `ADDRESS_UNDO_NOT_FOUND`: used, expired, or never made
 * @throws {Conflict} `IDENTITY_TAKEN`: somebody else proved meanwhile that an address is theirs; `LAST_WAY_IN`
 */
export async function undoAddressChange(
  ctx: Pick<Context, 'db' | 'clock' | 'environment'>,
  token: string,
): Promise<{ readonly userId: string }> {
  return ctx.db.transaction().execute(async (db) => {
    const scoped = { ...ctx, db }
    const found = await findUndo(scoped, token)
    // The user first, as in every change of a user (docs/locks.md).
    if (!found || !(await lockUser(db, found.userId))) throw noSuchUndo()
    const now = ctx.clock()
    const { userId, changedAt: since } = found
    const undone = await consumeUndosSince(db, { userId, since, now })
    if (undone.length === 0) throw noSuchUndo()
    const author: Author = { actor: { type: 'user', id: subjectOf(userId) }, source: 'user' }
    await changeIdentities(scoped, { userId, author }, (held) => restore(held.db, { userId, since, undone, now }))
    await voidClaims(db, userId)
    await removeFactorsSince(db, { userId, since })
    await removePasskeysSince(db, { userId, since })
    await endAccessOfUser(db, { userId, now })
    if (await hasVerifiedEmail(db, userId)) await writeUser(db, { userId, now }, { isPasswordResetRequested: true })
    return { userId }
  })
}

function noSuchUndo(): NotFound {
  return new NotFound('ADDRESS_UNDO_NOT_FOUND', 'Nothing to take back.')
}

interface Restoration {
  readonly userId: string
  readonly since: Date
  /** The latest first, so that the state before the first of them wins. */
  readonly undone: readonly ConsumedUndo[]
  readonly now: Date
}

/** Brings the identities back to how they were: first those that are missing, then the others go. */
async function restore(db: Db, { userId, since, undone, now }: Restoration): Promise<void> {
  for (const { former } of undone) {
    // An address that came and went after the change was never the owner's.
    if (former && former.createdAt < since) await bringBack(db, { userId, former, now })
  }
  const added = new Set(undone.map(({ addedIdentityId }) => addedIdentityId))
  const all = await listIdentitiesOfUser(db, userId)
  const isKept = ({ id, kind, normalized, createdAt }: Identity) =>
    !added.has(id) && (createdAt <= since || undone.some(({ former }) => isFormer(former, { kind, normalized }, since)))
  const kept = all.filter(isKept)
  if (kept.length === 0) throw new Conflict('LAST_WAY_IN', 'The account would have no identity left.')
  for (const identity of all.filter((one) => !isKept(one))) {
    await removeIdentity(db, identity.id)
    const successor = kept.find(({ kind }) => kind === identity.kind)
    if (identity.isPrimary && successor) await makePrimary(db, successor)
  }
}

function isFormer(
  former: Former | undefined,
  { kind, normalized }: Pick<Identity, 'kind' | 'normalized'>,
  since: Date,
): boolean {
  return former?.kind === kind && former.normalized === normalized && former.createdAt < since
}

/** @throws {Conflict} `IDENTITY_TAKEN`: somebody else proved meanwhile that the address is theirs */
async function bringBack(
  db: Db,
  { userId, former, now }: { readonly userId: string; readonly former: Former; readonly now: Date },
): Promise<void> {
  const find = async () =>
    (await listIdentitiesOfUser(db, userId)).find(
      ({ kind, normalized }) => kind === former.kind && normalized === former.normalized,
    )
  if (!(await find())) {
    const verifiedAt = former.kind === 'username' ? null : now
    await insertIdentity(db, { userId, identity: former, isPrimary: false, verifiedAt, now })
  }
  const present = await find()
  if (former.isPrimary && present?.isPrimary === false) await makePrimary(db, present)
}
