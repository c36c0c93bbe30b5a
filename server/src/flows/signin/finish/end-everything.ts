import type { Context } from '#platform/context'
import { revokeGrantsOfUser } from '#domain/grants'
import { revokeSessionsOfUser } from '#domain/sessions'

/** Ends all sessions and grants of a user. */
export async function endEverything({ db, environment, clock }: Context, userId: string): Promise<void> {
  const now = clock()
  await revokeSessionsOfUser(db, environment.id, { userId, now })
  await revokeGrantsOfUser(db, environment.id, { userId, now })
}
