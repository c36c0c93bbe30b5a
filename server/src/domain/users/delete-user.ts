import { deletePassword } from '#domain/credentials'
import { removeIdentitiesOfUser } from '#domain/identities'
import { removeMembershipsOfUser } from '#domain/organizations'
import { removeSubscribersOfAddresses } from '#domain/subscribers'
import { recordUserDeletion } from './events.ts'
import { clearUser, lockUser, recordTombstone, removeUser } from './queries.ts'
import { refreshSearchWords } from './refresh-search-words.ts'
import { checkNotLastOwner, endEverything, type UserContext, type UserTarget } from './update-user.ts'
import { noSuchUser } from './user.ts'
import { listAddresses } from './views.ts'

/**
 * Deletes a user: nobody can sign in as them any more, and their addresses are free again.
 *
 * With the profile everything goes, also from the list of subscribers, and the id is kept as spent. Without it name and
 * picture remain for the records, without identities, memberships, password, sessions or grants.
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
    if (!(await lockUser(db, environmentId, userId))) throw noSuchUser()
    await checkNotLastOwner(db, environmentId, userId)
    // First: the applications that they are signed in to are told of it. And sign-ins under way, which hold their session and
    // then point to the user, are done when the user's row is removed.
    await endEverything(db, environmentId, { userId, now })
    if (isProfileDeleted) {
      await removeSubscribersOfAddresses(db, environmentId, await listAddresses(db, environmentId, userId))
      await removeUser(db, environmentId, userId)
      await recordTombstone(db, environmentId, { id: userId, kind: 'user', now })
    } else {
      await removeIdentitiesOfUser(db, environmentId, userId)
      await deletePassword(db, environmentId, userId)
      await removeMembershipsOfUser(db, environmentId, userId)
      await clearUser(db, environmentId, { userId, now })
      await refreshSearchWords(db, environmentId, userId)
    }
    await recordUserDeletion(db, environmentId, { userId, occurredAt: now, author })
  })
}
