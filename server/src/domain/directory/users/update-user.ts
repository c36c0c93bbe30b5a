import type { Context } from '#platform/context'
import type { Db } from '#platform/db'
import { InvalidInput } from '#platform/errors'
import type { Author } from '#platform/outbox'
import { endAccessOfUser } from '#domain/sessions'
import { recordUserEvent, lockUser, writeUser, type UserChange, noSuchUser, hasVerifiedEmail } from '#domain/users'
import { refreshSearchWords } from './refresh-search-words.ts'
import { checkNotLastOwner } from './check-not-last-owner.ts'

export interface UserTarget {
  readonly userId: string
  readonly author: Author
}

export type UserContext = Pick<Context, 'db' | 'clock' | 'environment'>

/**
 * Changes a user; absent fields stay. Suspending ends their sessions, grants and tokens at once. Lifting the suspension does
 * not restore them.
 *
 * @throws {NotFound} `USER_NOT_FOUND`
 * @throws {Conflict} `PROVIDED_ID_TAKEN`, `LAST_OWNER`
 * @throws {InvalidInput} `VERIFIED_EMAIL_REQUIRED`: a reset needs somewhere to send the code (M2-9)
 */
export async function updateUser(ctx: UserContext, target: UserTarget, change: UserChange): Promise<void> {
  const { userId, author } = target
  const now = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    if (!(await lockUser(db, userId))) throw noSuchUser()
    if (change.isPasswordResetRequested === true && !(await hasVerifiedEmail(db, userId))) {
      throw new InvalidInput('VERIFIED_EMAIL_REQUIRED', 'The user has no verified email that a reset could go to.')
    }
    if (Object.values(change).every((value) => value === undefined)) return
    if (change.isSuspended === true) await suspend(db, { userId, now })
    await writeUser(db, { userId, now }, change)
    await refreshSearchWords(db, userId)
    await recordUserEvent(db, { userId, type: 'user.updated', occurredAt: now, author })
  })
}

async function suspend(db: Db, who: { readonly userId: string; readonly now: Date }) {
  await checkNotLastOwner(db, who.userId)
  await endAccessOfUser(db, who)
}
