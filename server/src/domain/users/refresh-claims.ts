import type { Context } from '#platform/context'
import { markClaimsChanged } from './queries.ts'
import { noSuchUser } from './user.ts'

/**
 * Makes the next tokens of a user carry the present state (P3-10). Some changes, such as a flag of an organization, do not
 * renew claims by themselves (P3-9). Nothing visible to others changes, so there is no event.
 *
 * @throws {NotFound} `USER_NOT_FOUND`
 */
export async function refreshClaims({ db, clock }: Pick<Context, 'db' | 'clock'>, userId: string): Promise<void> {
  if (!(await markClaimsChanged(db, userId, clock()))) throw noSuchUser()
}
