import { endInOrder } from '#platform/db'
import { lockUser, noSuchUser, recordUserDeletion, removeKeptProfile } from '#domain/users'
import { checkNotLastOwner } from './check-not-last-owner.ts'
import type { UserContext, UserTarget } from './update-user.ts'
import { USER_ENDINGS } from './user-endings.ts'

/**
 * Deletes a user: nobody can sign in as them any more, their addresses are free again, and their id is kept as spent.
 *
 * With the profile everything goes, also from the list of subscribers. Without it a copy of name, picture and agreements is
 * kept apart from the users, until somebody deletes the same id with the profile.
 *
 * @throws {NotFound} `USER_NOT_FOUND`
 * @throws {Conflict} `LAST_OWNER`
 */
export async function deleteUser(
  ctx: UserContext,
  { userId, author }: UserTarget,
  { isProfileDeleted }: { readonly isProfileDeleted: boolean },
): Promise<void> {
  const now = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    if (await lockUser(db, userId)) {
      await checkNotLastOwner(db, userId)
      await endInOrder(db, USER_ENDINGS, { userId, isProfileDeleted, now })
    } else if (!isProfileDeleted || !(await removeKeptProfile(db, userId))) throw noSuchUser()
    await recordUserDeletion(db, { userId, occurredAt: now, author })
  })
}
