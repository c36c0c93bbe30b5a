import type { Context } from '#platform/context'
import { markClaimsChanged } from './queries.ts'
import { noSuchUser } from './user.ts'

/**
 * Has the next tokens of a user say what holds at that moment (P3-10): for what makes no claims anew by itself, such as
 * flags of an organization (compat section 1.7). Changes nothing that anybody else would see, so it leaves no event.
 *
 * @throws {NotFound} `USER_NOT_FOUND`
 */
export async function refreshClaims(
  { db, clock, environment }: Pick<Context, 'db' | 'clock' | 'environment'>,
  userId: string,
): Promise<void> {
  if (!(await markClaimsChanged(db, environment.id, userId, clock()))) throw noSuchUser()
}
