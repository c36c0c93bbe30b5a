import type { Context } from '#platform/context'
import { Conflict } from '#platform/errors'
import type { Author } from '#platform/outbox'
import { findAwaitedIdentity, findIdentity, makePrimary, noSuchIdentity } from '#domain/identities'
import { changeIdentities } from './change-identities.ts'

type ChangeContext = Pick<Context, 'db' | 'clock' | 'environment'>

interface Choice {
  readonly identityId: string
  /** False where it is said of one that is not: nothing to do. */
  readonly isPrimary: boolean
  readonly author: Author
}

/**
 * Makes an identity the primary one of its kind, and the other of that kind not.
 *
 * @throws {NotFound} `IDENTITY_NOT_FOUND`
 * @throws {Conflict} `PRIMARY_IDENTITY_REQUIRED`: it stops being primary when another becomes it;
 * `IDENTITY_AWAITS_CONNECTION`: nobody signs in by it yet
 */
export function makeIdentityPrimary(ctx: ChangeContext, choice: Choice): Promise<void> {
  return ctx.db.transaction().execute((db) => choosePrimary({ ...ctx, db }, choice))
}

async function choosePrimary(ctx: ChangeContext, { identityId, isPrimary, author }: Choice): Promise<void> {
  const found = await findIdentity(ctx.db, identityId)
  if (!found) return refuseAwaited(ctx, { identityId, isPrimary })
  if (found.isPrimary === isPrimary) return
  await changeIdentities(ctx, { userId: found.userId, author }, async ({ db, identities }) => {
    const identity = identities.find(({ id }) => id === identityId)
    if (!identity) throw noSuchIdentity()
    if (!isPrimary) {
      throw new Conflict('PRIMARY_IDENTITY_REQUIRED', 'Make another identity of this kind primary instead.')
    }
    await makePrimary(db, identity)
  })
}

async function refuseAwaited(
  { db }: Pick<Context, 'db'>,
  { identityId, isPrimary }: Pick<Choice, 'identityId' | 'isPrimary'>,
): Promise<void> {
  if (!(await findAwaitedIdentity(db, identityId))) throw noSuchIdentity()
  if (!isPrimary) return
  throw new Conflict('IDENTITY_AWAITS_CONNECTION', 'Nobody signs in by this identity until its connection is there.')
}
