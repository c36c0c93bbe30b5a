import { endAccessOfUser } from '#domain/sessions'
import { removeSubscribersOfAddresses } from '#domain/subscribers'
import {
  keepProfile,
  removeKeptProfile,
  recordUserDeletion,
  lockUser,
  recordTombstone,
  removeUser,
  noSuchUser,
  listAddresses,
} from '#domain/users'
import { checkNotLastOwner, type UserContext, type UserTarget } from './update-user.ts'

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
  const environmentId = ctx.environment.id
  const now = ctx.clock()
  await ctx.db.transaction().execute(async (db) => {
    if (await lockUser(db, environmentId, userId)) {
      await checkNotLastOwner(db, environmentId, userId)
      // First: the applications that they are signed in to are told of it. And sign-ins under way, which hold their session
      // and then point to the user, are done when the user's row is removed.
      await endAccessOfUser(db, environmentId, { userId, now })
      if (isProfileDeleted) {
        await removeSubscribersOfAddresses(db, environmentId, await listAddresses(db, environmentId, userId))
      } else await keepProfile(db, environmentId, { userId, now })
      await removeUser(db, environmentId, userId)
      await recordTombstone(db, environmentId, { id: userId, kind: 'user', now })
    } else if (!isProfileDeleted || !(await removeKeptProfile(db, environmentId, userId))) throw noSuchUser()
    await recordUserDeletion(db, environmentId, { userId, occurredAt: now, author })
  })
}
